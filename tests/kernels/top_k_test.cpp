// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/top_k.hpp>

#include <algorithm>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"

namespace top_k_test {

using namespace linnet;
using Rows = std::vector<row_id>;

namespace {

template <class T>
Rows sorted_rows(kernels::TopKHeap<T>& top, const std::vector<Scored<T>>& places, const std::vector<T>& scores) {
    Rows rows;
    const std::size_t count = top.finish();
    for (std::size_t i = 0; i < count; ++i) {
        CHECK(linnet_test::same(places[i].score, scores[places[i].row]));
        rows.push_back(places[i].row);
    }
    return rows;
}

Rows best(std::size_t k, const std::vector<float>& scores, bool backwards) {
    std::vector<Scored<float>> places(k);
    kernels::TopKHeap<float> top(places.data(), k);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const std::size_t row = backwards ? scores.size() - 1 - i : i;
        top.add(static_cast<row_id>(row), scores[row]);
    }
    return sorted_rows(top, places, scores);
}

/// By a full sort, of the rows that leave `left_out` when they are divided by 7.
template <class T>
Rows sorted(std::size_t k, const std::vector<T>& scores, std::size_t left_out) {
    Rows rows;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (i % 7 != left_out) {
            rows.push_back(static_cast<row_id>(i));
        }
    }
    std::stable_sort(rows.begin(), rows.end(), [&](row_id a, row_id b) {
        return std::isnan(scores[b]) ? !std::isnan(scores[a]) : scores[a] > scores[b];
    });
    rows.resize(std::min(k, rows.size()));
    return rows;
}

} // namespace

TEST_CASE("the best come first, ties by row, NaN last, in whatever order they are shown") {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const std::vector<float> scores{0.5F, nan, 2.0F, 0.5F, -1.0F, 2.0F, nan};
    for (const bool backwards : {false, true}) {
        CHECK(best(3, scores, backwards) == Rows{2, 5, 0});
        CHECK(best(6, scores, backwards) == Rows{2, 5, 0, 3, 4, 1});
        CHECK(best(9, scores, backwards) == Rows{2, 5, 0, 3, 4, 1, 6});
        CHECK(best(0, scores, backwards).empty());
    }
}

TEST_CASE("a collection with places of its own is empty after its rows were taken") {
    kernels::TopK<double> top(2);
    top.add(4, 1.0);
    top.add(2, 3.0);
    top.add(3, 2.0);
    const auto list = top.take();
    REQUIRE(list.size() == 2);
    CHECK(list[0].row == 2);
    CHECK(list[1].score == 2.0);
    top.add(9, -1.0);
    const auto next = top.take();
    REQUIRE(next.size() == 1);
    CHECK(next[0].row == 9);
}

TEST_CASE("the k best of many are those of a full sort") {
    const auto scores = linnet_test::random_values<float>(2000, -1.0F, 1.0F, 5);
    for (const std::size_t k : {1U, 2U, 3U, 50U, 1999U}) {
        CHECK(best(k, scores, false) == sorted(k, scores, 7));
        CHECK(best(k, scores, true) == sorted(k, scores, 7));
    }
}

TEST_CASE_TEMPLATE_DEFINE("blocks give the list of a full sort, with ties, NaN and rows that do not count", L, blocks) {
    using T = typename L::T;
    auto scores = linnet_test::random_values<T>(3000, T{-1}, T{1}, 6);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        scores[i] = i % 5 == 0 ? std::numeric_limits<T>::quiet_NaN() : std::round(scores[i] * T{20});
    }
    for (const std::size_t k : {0U, 1U, 10U, 300U, 2900U}) {
        for (const std::size_t block : {1U, 7U, 16U, 100U, 3000U}) {
            for (const bool backwards : {false, true}) {
                CAPTURE(k);
                CAPTURE(block);
                std::vector<Scored<T>> places(k);
                kernels::TopKHeap<T> top(places.data(), k);
                const std::size_t count = (scores.size() + block - 1) / block;
                for (std::size_t i = 0; i < count; ++i) {
                    const std::size_t first = (backwards ? count - 1 - i : i) * block;
                    top.template add_block<L::W>(static_cast<row_id>(first), scores.data() + first,
                                                 std::min(block, scores.size() - first),
                                                 [](row_id row) { return row % 7 != 3; });
                }
                CHECK(sorted_rows(top, places, scores) == sorted(k, scores, 3));
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(blocks, linnet_test::EveryUserWidth);

} // namespace top_k_test
