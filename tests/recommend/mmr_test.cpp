// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/mmr.hpp>

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

#include <doctest/doctest.h>

#include "../support/rerank_cases.hpp"

namespace mmr_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE("the list is that of the definition") {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        for (const double lambda : {0.0, 0.3, 0.7, 1.0}) {
            for (const std::size_t count : {1U, 2U, 17U, 40U}) {
                CAPTURE(seed);
                CAPTURE(lambda);
                CAPTURE(count);
                const RerankCase given(count, seed);
                const auto value = [&](const std::vector<std::size_t>& taken, std::size_t i) {
                    if (taken.empty()) {
                        return given.relevance(i);
                    }
                    double nearest = -1.0;
                    for (const std::size_t place : taken) {
                        nearest = std::max(nearest, given.cosine(i, place));
                    }
                    return lambda * given.relevance(i) - (1.0 - lambda) * nearest;
                };
                const Mmr mmr(ConstMatrixView<float>(given.vectors.view()), {.lambda = lambda});
                CHECK(mmr.choose(0, given.candidates, 10) == naive_greedy(count, 10, value));
            }
        }
    }
}

TEST_CASE("lambda 1 keeps the list, and twins are kept apart below it") {
    RerankCase given(20, 4);
    std::vector<std::size_t> order(20);
    std::iota(order.begin(), order.end(), std::size_t{0});
    CHECK(Mmr(ConstMatrixView<float>(given.vectors.view()), {.lambda = 1.0}).choose(0, given.candidates, 99) == order);

    const std::vector<double> values{1, 0, 1, 0, 0, 1};
    const ConstMatrixView<double> twins{values.data(), 3, 2, 2};
    const std::vector<Scored<double>> candidates{{0, 1.0}, {1, 0.9}, {2, 0.0}};
    CHECK(Mmr(twins, {.lambda = 0.5}).choose(0, candidates, 2) == std::vector<std::size_t>{0, 2});
    CHECK(Mmr(twins, {.lambda = 0.9}).choose(0, candidates, 2) == std::vector<std::size_t>{0, 1});
}

TEST_CASE("no candidates, NaN, vectors of zeros") {
    const std::vector<double> zeros(6);
    const ConstMatrixView<double> rows{zeros.data(), 3, 2, 2};
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const Mmr mmr(rows);
    CHECK(mmr.choose(0, {}, 5).empty());
    CHECK(mmr.choose(0, std::vector<Scored<double>>{{1, 2.0}}, 0).empty());
    CHECK(mmr.choose(0, std::vector<Scored<double>>{{1, 2.0}, {0, nan}, {2, nan}}, 3) ==
          std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("a setting out of range and vectors that are missing") {
    const RerankCase given(3, 1);
    const ConstMatrixView<float> rows = given.vectors.view();
    CHECK_THROWS_WITH_AS(Mmr(rows, {.lambda = 1.5}), "Mmr: a lambda of 1.500000 is not in 0 ... 1", SettingError);
    CHECK_THROWS_WITH_AS(Mmr(rows).check(61), "Mmr: 60 vectors for 61 items", SettingError);
    Mmr(rows).check(60);
}

} // namespace mmr_test
