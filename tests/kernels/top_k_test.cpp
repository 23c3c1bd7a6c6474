// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/top_k.hpp>

#include <limits>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"

namespace top_k_test {

namespace {

std::vector<linnet::row_id> best(std::size_t k, const std::vector<float>& scores, bool backwards) {
    linnet::TopK<float> top(k);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const std::size_t row = backwards ? scores.size() - 1 - i : i;
        top.add(static_cast<linnet::row_id>(row), scores[row]);
    }
    std::vector<linnet::row_id> rows;
    for (const auto& scored : top.take()) {
        CHECK(linnet_test::same(scored.score, scores[scored.row]));
        rows.push_back(scored.row);
    }
    return rows;
}

} // namespace

TEST_CASE("the best come first, ties by row, NaN last, in whatever order they are shown") {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const std::vector<float> scores{0.5F, nan, 2.0F, 0.5F, -1.0F, 2.0F, nan};
    using Rows = std::vector<linnet::row_id>;
    for (const bool backwards : {false, true}) {
        CHECK(best(3, scores, backwards) == Rows{2, 5, 0});
        CHECK(best(6, scores, backwards) == Rows{2, 5, 0, 3, 4, 1});
        CHECK(best(9, scores, backwards) == Rows{2, 5, 0, 3, 4, 1, 6});
        CHECK(best(0, scores, backwards).empty());
    }
}

TEST_CASE("the k best of many are those of a full sort") {
    const auto scores = linnet_test::random_values<float>(2000, -1.0F, 1.0F, 5);
    std::vector<linnet::row_id> sorted(scores.size());
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        sorted[i] = static_cast<linnet::row_id>(i);
    }
    std::stable_sort(sorted.begin(), sorted.end(), [&](auto a, auto b) { return scores[a] > scores[b]; });
    sorted.resize(50);
    CHECK(best(50, scores, false) == sorted);
}

} // namespace top_k_test
