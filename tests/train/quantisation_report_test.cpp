// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/quantisation_report.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include <linnet/linnet.hpp>

namespace quantisation_report_test {

namespace ln = linnet;

namespace {

// The network of examples/films.cpp, wider, without titles and interests.
using User = ln::Categorical<"user">;
using AgeGroup = ln::Categorical<"age_group">;
using Occupation = ln::Categorical<"occupation">;
using Film = ln::Categorical<"film">;
using Genres = ln::MultiCategorical<"genres">;
using Films =
    ln::Sequential<ln::Concat<ln::Embedding<User, 16>, ln::Embedding<AgeGroup, 4>, ln::Embedding<Occupation, 4>,
                              ln::Embedding<Film, 16>, ln::EmbeddingBag<Genres, 8, ln::Mean>>,
                   ln::Dense<32>, ln::ReLU, ln::Dense<1>, ln::Sigmoid>;

} // namespace

TEST_CASE("a report says what evaluate says of both models") {
    using Small = ln::Sequential<ln::Concat<ln::Embedding<User, 5>, ln::Embedding<Film, 9>>, ln::Dense<1>, ln::Sigmoid>;
    const ln::Model<Small> model{2, ln::Rows<User>{10}, ln::Rows<Film>{10}};
    ln::Dataset<ln::TypeList<User, Film>> data;
    for (ln::row_id i = 0; i < 37; ++i) {
        data.add(i % 2 == 0 ? 1.0F : 0.0F, i % 10, i * 3 % 10);
    }
    const ln::QuantisedModel small = ln::quantised(model);
    const auto report =
        ln::quantisation_report(model, small, ln::BinaryCrossEntropy{}, data, {ln::Auc{}, ln::LogLoss{}}, 8);
    const auto before = ln::evaluate(model, ln::BinaryCrossEntropy{}, data, {ln::Auc{}, ln::LogLoss{}}, 8);
    const auto after = ln::evaluate(small, ln::BinaryCrossEntropy{}, data, {ln::Auc{}, ln::LogLoss{}}, 8);
    REQUIRE(report.metrics.size() == 3);
    CHECK(report["loss"].before == before.loss);
    CHECK(report["loss"].after == after.loss);
    CHECK(report["loss"].difference() != 0.0);
    CHECK(report["auc"].before == before.metrics["auc"]);
    CHECK(report["log_loss"].after == after.metrics["log_loss"]);
    CHECK(report.sizes.bytes_after == small.parameters().bytes());
    CHECK_THROWS_WITH_AS(static_cast<void>(report["ndcg"]), "the report has no metric 'ndcg'", ln::SettingError);
}

TEST_CASE("a report as text") {
    const ln::QuantisationReport report{{ln::TableFormat::int8, 2000, 999, {{"users", 1500, 500, 0.5}}},
                                        {{"loss", 0.5, 0.625}, {"auc", 0.75, 0.5}}};
    CHECK(report.text() == "1 table in int8: 999 bytes of parameters, which were 2.00 KB; no number moved by more than "
                           "0.500000\n"
                           "loss: 0.625000, which was 0.500000 (+0.125000)\n"
                           "auc: 0.500000, which was 0.750000 (-0.250000)");
}

TEST_CASE("films of MovieLens-100K: int8 tables are within .002 of float in AUC") {
    const std::filesystem::path path = LINNET_SHARED_DIR "/data/ml-100k";
    if (!std::filesystem::exists(path / "u.data")) {
        MESSAGE("SKIPPED: there is no " << path.string());
        return;
    }
    const ln::LogSplit split = ln::random_split(ln::read_interactions(path / "u.data", ln::movielens_100k()),
                                                {.train = 0.8, .validation = 0.1, .seed = 1});
    ln::Frame people = ln::read_frame(path / "u.user", ln::movielens_100k_users());
    const ln::Frame films = ln::read_movielens_100k_items(path / "u.item");
    const std::array<float, 6> edges{18, 25, 35, 45, 50, 56};
    people.set("age_group", ln::bucket(people.numbers("age"), edges));
    ln::Vocabularies<Films> vocabularies;
    vocabularies.add<User, Film>(split.train);
    ln::add_values<ln::TypeList<AgeGroup, Occupation>>(vocabularies, people);
    ln::add_values<ln::TypeList<Genres>>(vocabularies, films);
    const auto contents = ln::side_table<ln::TypeList<Genres>>(films, "id", vocabularies.of<Film>(), vocabularies);
    const auto profiles =
        ln::side_table<ln::TypeList<AgeGroup, Occupation>>(people, "id", vocabularies.of<User>(), vocabularies);
    const auto joined = [&](const ln::Interactions& log) {
        return ln::join<User, Film>(ln::encode<User, Film>(log, vocabularies, ln::LikedFrom{4}), profiles, contents);
    };
    ln::Model<Films> model{7, vocabularies};
    ln::fit(model, ln::BinaryCrossEntropy{}, ln::LazyAdam{.learning_rate = 1e-3}, joined(split.train),
            {.epochs = 6, .batch_size = 256});
    const auto test = joined(split.test);
    for (const ln::TableFormat format : {ln::TableFormat::int8, ln::TableFormat::bfloat16}) {
        const ln::QuantisedModel small = ln::quantised(model, {.format = format});
        const auto report = ln::quantisation_report(model, small, ln::BinaryCrossEntropy{}, test, {ln::Auc{}});
        INFO(report.text());
        CHECK(report["auc"].before > 0.75);
        CHECK(std::abs(report["auc"].difference()) < 0.002);
        CHECK(std::abs(report["loss"].difference()) < 0.002);
        CHECK(report.sizes.bytes_after < report.sizes.bytes_before * 6 / 10);
        // The small model goes where the model went: a list is that of its predictions.
        const ln::ModelScorer<ln::QuantisedModel<ln::Model<Films>>, User, Film, decltype(profiles), decltype(contents)>
            scorer{small, &profiles, &contents};
        const std::array<ln::row_id, 2> person{1, 2};
        const auto lists = ln::top_items(scorer, person, {.k = 5});
        CHECK(lists[0].size() == 5);
        const ln::Dataset<ln::TypeList<User, Film>> pairs = [&] {
            ln::Dataset<ln::TypeList<User, Film>> all;
            all.add(0.0F, 1, lists[0][0].row);
            return all;
        }();
        CHECK(ln::predict(small, ln::join<User, Film>(pairs, profiles, contents))[0] == lists[0][0].score);
    }
}

} // namespace quantisation_report_test
