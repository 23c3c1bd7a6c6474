// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Data for the examples where none is given, with tastes that are planted in it.
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <linnet/linnet.hpp>

namespace made_up {

namespace ln = linnet;

/// Ratings of 200 people for 150 films, in time.
inline ln::Interactions ratings() {
    return ln::synthetic_log({.users = 200, .items = 150, .interactions = 10'000}).interactions;
}

/// Their profiles, which say nothing about their tastes.
inline ln::Frame people() {
    ln::StringColumn ids;
    ln::StringColumn occupations;
    std::vector<float> ages;
    for (int user = 1; user <= 200; ++user) {
        ids.push_back("user " + std::to_string(user));
        occupations.push_back(user % 3 == 0 ? "student" : "artist");
        ages.push_back(static_cast<float>(15 + user % 60));
    }
    ln::Frame frame;
    frame.set("id", ids);
    frame.set("age", ages);
    frame.set("occupation", occupations);
    return frame;
}

/// Titles and genres, which say nothing about who likes the films.
inline ln::Frame films() {
    const std::array<const char*, 4> genres{"Comedy", "Drama", "Comedy|Drama", "War"};
    ln::StringColumn ids;
    ln::StringColumn titles;
    ln::StringColumn lists;
    for (std::size_t film = 1; film <= 150; ++film) {
        ids.push_back("item " + std::to_string(film));
        titles.push_back("Return of the number " + std::to_string(film));
        lists.push_back(genres[film % genres.size()]);
    }
    ln::Frame frame;
    frame.set("id", ids);
    frame.set("title", titles);
    frame.set("genres", lists);
    return frame;
}

/// What 600 customers liked of 300 items.
inline ln::Interactions purchases() {
    const ln::Interactions all =
        ln::synthetic_log({.users = 600, .items = 300, .interactions = 20'000, .popularity = 0.5, .taste = 3.0})
            .interactions;
    const ln::Interactions liked = ln::select_rows(all, [&](std::size_t row) { return all.ratings[row] > 3.0F; });
    return ln::without_duplicates(liked, ln::Keep::last);
}

/// Impressions as Criteo's, whose clicks depend on one count and one category. Ids count from 47,000,000 in steps that
/// put a quarter of them after 49,000,000.
inline ln::Frame impressions() {
    constexpr std::size_t rows = 4000;
    ln::Frame frame;
    ln::StringColumn ids;
    for (std::size_t row = 0; row < rows; ++row) {
        ids.push_back(std::to_string(47'000'000 + 667 * row));
    }
    frame.set("id", ids);
    for (std::uint64_t column = 1; column <= 13; ++column) {
        std::vector<float> counts;
        for (std::size_t row = 0; row < rows; ++row) {
            const double uniform = ln::Random{1, column}.uniform(row);
            counts.push_back(uniform < 0.2 ? NAN : static_cast<float>(std::floor(std::exp(6 * uniform) - 5)));
        }
        frame.set("I" + std::to_string(column), counts);
    }
    for (std::uint64_t column = 1; column <= 26; ++column) {
        ln::StringColumn categories;
        for (std::size_t row = 0; row < rows; ++row) {
            categories.push_back(std::to_string(ln::Random{2, column}.below(20, row)));
        }
        frame.set("C" + std::to_string(column), categories);
    }
    std::vector<float> labels;
    for (std::size_t row = 0; row < rows; ++row) {
        const float count = frame.numbers("I3")[row];
        const double logit = (std::isnan(count) ? -1.0 : 0.4 * std::log1p(std::abs(count))) +
                             (frame.strings("C7")[row].size() == 1 ? 1.0 : -1.0) - 1.5;
        labels.push_back(ln::Random{3, 0}.uniform(row) < 1 / (1 + std::exp(-logit)) ? 1.0F : 0.0F);
    }
    frame.set("label", labels);
    return frame;
}

} // namespace made_up
