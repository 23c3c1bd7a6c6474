// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// Which film will a person like, and why? Ids, profiles and contents are joined by id and fed into one network, which
// gives a varied list for one person and says what each feature adds to the score of the first film on it.
//   films [DIR]    where DIR holds u.data, u.user and u.item, such as ../shared/data/ml-100k; default: made-up data
#include <array>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <linnet/linnet.hpp>

#include "gates.hpp"

namespace ln = linnet;

using User = ln::Categorical<"user">;
using AgeGroup = ln::Categorical<"age_group">;
using Occupation = ln::Categorical<"occupation">;
using Interests = ln::MultiCategorical<"interests">;
using Film = ln::Categorical<"film">;
using Genres = ln::MultiCategorical<"genres">;
using Title = ln::MultiCategorical<"title">;
using Network = ln::Sequential<
    ln::Concat<ln::Embedding<User, 8>, ln::Embedding<AgeGroup, 4>, ln::Embedding<Occupation, 4>,
               ln::EmbeddingBag<Interests, 8, ln::Sum, ln::Table<"genre">>, ln::Embedding<Film, 8>,
               ln::EmbeddingBag<Genres, 8, ln::Mean, ln::Table<"genre">>, ln::EmbeddingBag<Title, 4, ln::Sum>>,
    ln::Dense<32>, ln::ReLU, ln::Dense<1>, ln::Sigmoid>;

namespace {

struct Source {
    ln::Interactions log;
    ln::Frame people;
    ln::Frame films;
};

Source read(const std::filesystem::path& directory) {
    return {ln::read_interactions(directory / "u.data", ln::movielens_100k()),
            ln::read_frame(directory / "u.user", ln::movielens_100k_users()),
            ln::read_movielens_100k_items(directory / "u.item")};
}

/// People and films with planted tastes, about which profiles and titles say nothing.
Source made_up() {
    Source source{ln::synthetic_log({.users = 200, .items = 150, .interactions = 10'000}).interactions, {}, {}};
    const std::array<const char*, 4> genres{"Comedy", "Drama", "Comedy|Drama", "War"};
    ln::StringColumn ids;
    ln::StringColumn occupations;
    std::vector<float> ages;
    for (int user = 1; user <= 200; ++user) {
        ids.push_back("user " + std::to_string(user));
        occupations.push_back(user % 3 == 0 ? "student" : "artist");
        ages.push_back(static_cast<float>(15 + user % 60));
    }
    source.people.set("id", ids);
    source.people.set("age", ages);
    source.people.set("occupation", occupations);
    ids = {};
    ln::StringColumn titles;
    ln::StringColumn lists;
    for (std::size_t film = 1; film <= 150; ++film) {
        ids.push_back("item " + std::to_string(film));
        titles.push_back("Return of the number " + std::to_string(film));
        lists.push_back(genres[film % genres.size()]);
    }
    source.films.set("id", ids);
    source.films.set("title", titles);
    source.films.set("genres", lists);
    return source;
}

int run(Source source, double least_auc, double most_log_loss) {
    const ln::LogSplit split = ln::random_split(source.log, {.train = 0.8, .validation = 0.1, .seed = 1});
    if (const ln::SplitWarning warning = ln::check_split(split.train, split.test); warning.overlaps()) {
        std::printf("%s\n", warning.message().c_str());
    }
    const std::array<float, 6> edges{18, 25, 35, 45, 50, 56};
    source.people.set("age_group", ln::bucket(source.people.numbers("age"), edges));

    ln::Vocabularies<Network> vocabularies;
    vocabularies.add<User, Film>(split.train);
    ln::add_values<ln::TypeList<AgeGroup, Occupation>>(vocabularies, source.people);
    ln::add_values<ln::TypeList<Genres>>(vocabularies, source.films);
    const ln::TfIdf words{source.films.strings("title"), {.min_df = 2}};
    vocabularies.of<Title>() = words.vocabulary();

    // Sides: sample r describes row r of the films, or of the people.
    const ln::Vocabulary& films = vocabularies.of<Film>();
    const auto contents =
        ln::with_column<Title>(ln::side_table<ln::TypeList<Genres>>(source.films, "id", films, vocabularies),
                               ln::text_column<Title>(words, ln::align(source.films, "id", films).strings("title")));
    const ln::UserItems seen = ln::user_items<User, Film>(split.train, vocabularies);
    const auto profiles = ln::with_column<Interests>(
        ln::side_table<ln::TypeList<AgeGroup, Occupation>>(source.people, "id", vocabularies.of<User>(), vocabularies),
        ln::interests<Interests>(seen, contents.column<Genres>()));
    const auto joined = [&](const ln::Interactions& log) {
        return ln::join<User, Film>(ln::encode<User, Film>(log, vocabularies, ln::LikedFrom{4}), profiles, contents);
    };
    const auto train = joined(split.train);
    const auto validation = joined(split.validation);
    const auto test = joined(split.test);

    ln::Model<Network> model{7, vocabularies};
    const auto history = ln::fit(model, ln::BinaryCrossEntropy{}, ln::LazyAdam{.learning_rate = 1e-3}, train,
                                 {.epochs = 20,
                                  .batch_size = 256,
                                  .validation = &validation,
                                  .early_stopping = ln::EarlyStopping{.patience = 2}});
    const auto result = ln::evaluate(model, ln::BinaryCrossEntropy{}, test, {ln::Auc{}, ln::LogLoss{}, ln::Accuracy{}});
    std::printf("best epoch %zu; of %zu held out:", history.best_epoch, test.size());
    for (const auto& [name, value] : result.metrics) {
        std::printf("  %s %.4f", name.c_str(), value);
    }

    const ln::ModelScorer<decltype(model), User, Film, decltype(profiles), decltype(contents)> scorer{model, &profiles,
                                                                                                      &contents};
    const ln::row_id person = 1;
    ln::Matrix<float> vectors(films.size(), vocabularies.of<Genres>().size());
    for (std::size_t film = 0; film < films.size(); ++film) {
        const auto& genres = contents.column<Genres>();
        for (std::uint64_t at = genres.offsets[film]; at < genres.offsets[film + 1]; ++at) {
            vectors.view()(film, genres.ids[at]) = 1.0F;
        }
    }
    const ln::Mmr varied{vectors.view(), {.lambda = 0.7}};
    const std::array<ln::row_id, 1> people{person};
    const auto list = ln::top_items(scorer, people, {.k = 5, .exclude_seen = &seen, .rerank = &varied})[0];
    std::printf("\n\nfor %s:\n", std::string(vocabularies.of<User>().raw(person)).c_str());
    const ln::Frame shown = ln::align(source.films, "id", films);
    for (const auto& film : list) {
        std::printf("  %.3f  %-40s %s\n", film.score, std::string(shown.strings("title")[film.row]).c_str(),
                    std::string(shown.strings("genres")[film.row]).c_str());
    }

    // The pair to explain, and the unknown person with the unknown film, to compare it with.
    ln::Dataset<ln::TypeList<User, Film>> pairs;
    pairs.add(0.0F, person, list[0].row);
    pairs.add(0.0F, 0, 0);
    const ln::Explanation why = ln::explain(model, ln::join<User, Film>(pairs, profiles, contents), 0, 1);
    std::printf("\nwhy the first: logit %.3f = %.3f", why.score, why.baseline);
    for (const auto& [feature, value] : why.contributions) {
        std::printf("  %+.3f %s", value, std::string(feature).c_str());
    }
    std::printf("\n");

    Gates gates{"films"};
    gates.at_least("the AUC", result.metrics["auc"], least_auc);
    gates.at_most("the log loss", result.metrics["log_loss"], most_log_loss);
    double sum = why.baseline;
    for (const auto& [feature, value] : why.contributions) {
        sum += value;
    }
    gates.equal("the sum of what explains the logit", sum, why.score, 0.001);
    return gates.exit_code();
}

} // namespace

int main(int argc, char** argv) {
    try {
        if (argc == 1) {
            return run(made_up(), 0.70, 0.63);
        }
        return is_there(argv[1]) ? run(read(argv[1]), 0.768, 0.57) : skipped;
    } catch (const ln::Error& error) {
        std::cerr << "films: " << error.what() << "\n";
        return 1;
    }
}
