// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// Who likes which film, by boosted decision trees: they read numbers, so that people and films are told by what is
// known of them, and by how well they were liked so far.
//   trees [DIR]    where DIR holds u.user, u.item and splits/, such as ../shared/data/ml-100k; default: made-up data
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <iterator>
#include <map>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/linnet.hpp>

#include "gates.hpp"
#include "made_up.hpp"

namespace ln = linnet;

using Features = std::map<std::string, std::vector<float>, std::less<>>; // of each id

/// What is known of the ids of a table: numbers, and a column for each value of a category and for each genre.
Features known(const ln::Frame& table, const std::string& number, const std::vector<std::string>& categories) {
    Features all;
    for (std::size_t row = 0; row < table.size(); ++row) {
        std::vector<float>& features = all[std::string(table.strings("id")[row])];
        features.push_back(table.has(number) ? table.numbers(number)[row] : NAN); // NaN: not known
        for (const std::string& name : categories) {
            for (std::uint32_t code = 0; table.has(name) && code < table.strings(name).distinct(); ++code) {
                features.push_back(table.strings(name).code(row) == code ? 1.0F : 0.0F);
            }
        }
        const auto& genres = ln::movielens_100k_genres; // no name of one is part of another's
        for (std::size_t g = 0; table.has("genres") && g < std::size(genres); ++g) {
            const bool is = table.strings("genres")[row].find(genres[g]) != std::string_view::npos;
            features.push_back(is ? 1.0F : 0.0F);
        }
    }
    return all;
}

/// How well each id was liked, without the row itself in the rows to train on, and how often it was there.
struct Liked {
    ln::TargetEncoder encoder;
    std::vector<float> of_train;

    Liked(const ln::StringColumn& ids, const std::vector<float>& labels)
        : of_train{encoder.fit_transform(ids, labels)} {}
    [[nodiscard]] std::array<std::vector<float>, 2> of(const ln::StringColumn& ids, bool are_train) const {
        return {are_train ? of_train : encoder.transform(ids), encoder.counts(ids)};
    }
};

struct Table {
    ln::Matrix<float> features;
    std::vector<float> labels;
    [[nodiscard]] ln::TreeSamples<float> samples() const { return {.features = features.view(), .labels = labels}; }
};

void run(const std::string& dir, Gates& gates) {
    const bool real = !dir.empty();
    ln::LogSplit log;
    if (real) { // whether the rating was 4 or 5 is the third column
        const auto read = [&](const char* file) { return ln::read_interactions(dir + file, ln::movielens_100k()); };
        log = {read("/splits/ctrr_train.tsv"), read("/splits/ctrr_valid.tsv"), read("/splits/ctrr_test.tsv")};
    } else {
        log = ln::random_split(made_up::ratings(), {.train = 0.8, .validation = 0.1, .seed = 1});
    }
    const auto labels_of = [&](const ln::Interactions& rows) {
        std::vector<float> labels = rows.ratings;
        for (float& label : labels) {
            label = label >= (real ? 1.0F : 4.0F) ? 1.0F : 0.0F;
        }
        return labels;
    };
    const std::vector<float> labels = labels_of(log.train);
    const Features people =
        known(real ? ln::read_frame(dir + "/u.user", ln::movielens_100k_users()) : made_up::people(), "age",
              {"gender", "occupation"});
    const Features films = known(real ? ln::read_movielens_100k_items(dir + "/u.item") : made_up::films(), "year", {});
    const Liked by_person{log.train.users, labels};
    const Liked by_film{log.train.items, labels};
    const auto table_of = [&](const ln::Interactions& rows, bool are_train) {
        Table table{{}, labels_of(rows)};
        const auto by_persons = by_person.of(rows.users, are_train);
        const auto by_films = by_film.of(rows.items, are_train);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            std::vector<float> features = people.find(rows.users[row])->second;
            const std::vector<float>& film = films.find(rows.items[row])->second;
            features.insert(features.end(), film.begin(), film.end());
            for (const auto* of_side : {&by_persons, &by_films}) {
                features.insert(features.end(), {(*of_side)[0][row], (*of_side)[1][row]});
            }
            table.features.reserve(rows.size(), features.size());
            std::copy(features.begin(), features.end(), table.features.view().row(row));
        }
        return table;
    };
    const Table train = table_of(log.train, true);
    const Table valid = table_of(log.validation, false);
    const Table test = table_of(log.test, false);
    ln::BoostedTrees<float> trees{{.trees = 2000, .l2 = 10.0, .subsample = 0.8, .feature_fraction = 0.5, .seed = 7}};
    ln::ThreadPool pool{2};
    const ln::TreeSamples<float> watched = valid.samples();
    const auto history = trees.fit(train.samples(), ln::BinaryCrossEntropy{},
                                   {.validation = &watched, .early_stopping_rounds = 30, .executor = &pool});
    const std::vector<float> p = trees.predict(test.features.view(), &pool);
    const auto importances = trees.feature_importances(); // the last four are of Liked
    std::printf("%zu trees; %.0f %% of their gains are by how well people and films were liked\n", history.trees,
                100 * std::accumulate(importances.end() - 4, importances.end(), 0.0));
    const std::span<const float> truth{test.labels};
    gates.at_least("the AUC", ln::Auc{}(std::span{p}, truth), real ? 0.772 : 0.65);
    gates.at_most("the log loss", ln::LogLoss{}(std::span{p}, truth), real ? 0.565 : 0.66);
}

int main(int argc, char** argv) { return run_example("trees", argc, argv, run); }
