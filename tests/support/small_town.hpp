// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// A log with ratings and times, and what is known about its people and its books, for tests of recommenders.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/layers.hpp>
#include <linnet/log/interactions.hpp>

namespace linnet_test {

using Reader = linnet::Categorical<"reader">;
using Town = linnet::Categorical<"town">;
using Likes = linnet::MultiCategorical<"likes">;
using Past = linnet::Sequence<"past", linnet::dynamic, 8>;
using Book = linnet::Categorical<"book">;
using Topics = linnet::MultiCategorical<"topics">;
using Words = linnet::MultiCategorical<"words">;

/// Two ids.
using BookFactors = linnet::Add<linnet::Dot<linnet::Embedding<Reader, 4>, linnet::Embedding<Book, 4>>,
                                linnet::Embedding<Book, 1, linnet::Zeros>>;
/// Sides of both.
using BookSides = linnet::Sequential<
    linnet::Concat<linnet::Embedding<Reader, 3>, linnet::Embedding<Town, 2>,
                   linnet::EmbeddingBag<Likes, 3, linnet::Sum, linnet::Table<"topic">>, linnet::Embedding<Book, 3>,
                   linnet::EmbeddingBag<Topics, 3, linnet::Mean, linnet::Table<"topic">>,
                   linnet::EmbeddingBag<Words, 2, linnet::Sum>>,
    linnet::Dense<5>, linnet::ReLU, linnet::Dense<1>, linnet::Sigmoid>;
/// Two towers with sides.
using BookTowers = linnet::Dot<
    linnet::Sequential<linnet::Concat<linnet::Embedding<Reader, 3>, linnet::Embedding<Town, 2>>, linnet::Dense<4>>,
    linnet::Sequential<linnet::Concat<linnet::Embedding<Book, 3>, linnet::EmbeddingBag<Topics, 3>>, linnet::Dense<4>>>;
/// A history, and no id of the reader.
using BookHistory =
    linnet::Dot<linnet::Sequential<linnet::Embedding<Past, 4, linnet::Table<"books">>, linnet::GRU<4>, linnet::Last>,
                linnet::Embedding<Book, 4, linnet::Table<"books">>>;

inline linnet::Interactions book_log(std::size_t rows = 300, std::size_t readers = 20, std::size_t books = 30,
                                     std::uint64_t seed = 1) {
    linnet::Interactions log;
    for (std::size_t row = 0; row < rows; ++row) {
        log.users.push_back("r" + std::to_string(linnet::Random{seed, 1}.below(readers, row)));
        log.items.push_back("b" + std::to_string(linnet::Random{seed, 2}.below(books, row)));
        log.ratings.push_back(static_cast<float>(1 + linnet::Random{seed, 3}.below(5, row)));
        log.timestamps.push_back(static_cast<std::int64_t>(1000 * seed + row));
    }
    return log;
}

/// Readers `first` to `last`, one of whom has no town.
inline linnet::Frame readers(std::size_t first = 0, std::size_t last = 19) {
    linnet::StringColumn ids;
    linnet::StringColumn towns;
    for (std::size_t i = first; i <= last; ++i) {
        ids.push_back("r" + std::to_string(i));
        towns.push_back(i == 7 ? "" : i % 3 == 0 ? "Bath" : "York");
    }
    linnet::Frame frame;
    frame.set("name", ids);
    frame.set("town", towns);
    frame.set("unused", towns);
    return frame;
}

inline linnet::Frame books(std::size_t first = 0, std::size_t last = 29) {
    const char* const topics[] = {"war", "love|war", "", "art"};
    linnet::StringColumn ids;
    linnet::StringColumn lists;
    linnet::StringColumn titles;
    for (std::size_t i = first; i <= last; ++i) {
        ids.push_back("b" + std::to_string(i));
        lists.push_back(topics[i % 4]);
        titles.push_back(i % 2 == 0 ? "the old sea" : "the new sea and land");
    }
    linnet::Frame frame;
    frame.set("isbn", ids);
    frame.set("topics", lists);
    frame.set("title", titles);
    return frame;
}

} // namespace linnet_test
