// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Which film did a person see last? MovieLens-100K, of whose users the last film is kept to test and the one before to
// validate; its data, and what a scorer of films is worth.
#include <array>
#include <cstddef>
#include <filesystem>
#include <string>

#include <linnet/linnet.hpp>

namespace leave_one_out {

namespace ln = linnet;

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;

using Log = ln::Dataset<ln::TypeList<User, Item>>;

/// The films, and who saw which: positives to train on, and for each user one to validate and one to test.
struct Films {
    ln::Vocabularies<ln::TypeList<User, Item>> vocabularies;
    ln::Interactions train_log;
    ln::Interactions validation_log;
    Log train;
    ln::UserItems seen;
    ln::UserItems validation;
    ln::UserItems test;
    ln::UserItems sampled; // 99 films for each user, among which the tested one is ranked
    ln::Matrix<float> genres;
};

inline Films read(const std::filesystem::path& directory) {
    Films films;
    for (int user = 1; user <= 943; ++user) {
        films.vocabularies.of<User>().add(user);
    }
    ln::DelimitedReader items{directory / "u.item", {.separator = "|"}};
    films.genres = ln::Matrix<float>(1683, 19);
    while (items.next()) {
        const ln::row_id row = films.vocabularies.of<Item>().add(items.fields()[0]);
        for (std::size_t genre = 0; genre < 19; ++genre) {
            films.genres.view()(row, genre) = items.fields()[3 + genre] == "1" ? 1.0F : 0.0F;
        }
    }
    const auto log = [&](const char* part) {
        return ln::read_interactions(directory / "splits" / (std::string("loo_") + part + ".tsv"),
                                     ln::movielens_100k());
    };
    const auto encoded = [&](const ln::Interactions& data) { return ln::encode<User, Item>(data, films.vocabularies); };
    const auto who_had_what = [&](const Log& data) { return ln::user_items<User, Item>(data, films.vocabularies); };
    films.train_log = log("train");
    films.validation_log = log("valid");
    films.train = encoded(films.train_log);
    films.seen = who_had_what(films.train);
    films.validation = who_had_what(encoded(films.validation_log));
    films.test = who_had_what(encoded(log("test")));
    Log negatives;
    ln::DelimitedReader lines{directory / "splits" / "loo_test.neg"};
    while (lines.next()) { // the user, the positive, 99 negatives
        for (std::size_t i = 2; i < lines.fields().size(); ++i) {
            negatives.column<User>().add(films.vocabularies.of<User>().find(lines.fields()[0]));
            negatives.column<Item>().add(films.vocabularies.of<Item>().find(lines.fields()[i]));
        }
    }
    films.sampled = who_had_what(negatives);
    return films;
}

/// A row of the printed table: accuracy among sampled and among all films, and diversity of the ten best.
using Row = std::array<double, 11>;

template <ln::Scorer S>
Row judge(const S& scorer, const Films& films) {
    const ln::RankingEvaluation among_99 = ln::evaluate_ranking(
        scorer, films.test,
        {.metrics = {ln::HitRateAt{10}, ln::NdcgAt{10}}, .sampled = &films.sampled, .sampling = "uniform"});
    const ln::RankingEvaluation among_all = ln::evaluate_ranking(
        scorer, films.test,
        {.metrics = {ln::HitRateAt{10}, ln::NdcgAt{10}, ln::HitRateAt{20}, ln::NdcgAt{20}, ln::MrrAt{0}},
         .diversity = {ln::CatalogueCoverage{}, ln::GiniOfExposure{}, ln::IntraListDiversity{}, ln::Novelty{}},
         .exclude_seen = {&films.seen, &films.validation},
         .vectors = films.genres.view()});
    Row row{};
    std::size_t next = 0;
    for (const auto* values : {&among_99.accuracy, &among_all.accuracy, &among_all.diversity}) {
        for (const auto& [name, value] : *values) {
            row[next++] = value;
        }
    }
    return row;
}

} // namespace leave_one_out
