// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/calibrated_categories.hpp>

#include <cmath>
#include <numeric>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>

#include "../support/rerank_cases.hpp"

namespace calibrated_categories_test {

using namespace linnet;
using namespace linnet_test;

namespace {

constexpr std::size_t items = RerankCase::items;
constexpr std::size_t groups = 4;

/// An item in one or two of four categories; every ninth in none.
std::vector<double> shares() {
    const Random random{3, 1};
    std::vector<double> result(items * groups);
    for (std::size_t i = 0; i < items; ++i) {
        if (i % 9 != 0) {
            result[i * groups + random.below(groups, 2 * i)] += 0.5;
            result[i * groups + random.below(groups, 2 * i + 1)] += 0.5;
        }
    }
    return result;
}

std::vector<double> normalised(std::vector<double> x) {
    const double total = std::accumulate(x.begin(), x.end(), 0.0);
    for (double& element : x) {
        element = total > 0.0 ? element / total : 0.0;
    }
    return x;
}

} // namespace

TEST_CASE("the list is that of the definition") {
    const std::vector<double> table = shares();
    const ConstMatrixView<double> categories{table.data(), items, groups, groups};
    const std::vector<row_id> of{1, 1, 1, 1, 2, 2, 3};
    const std::vector<row_id> had{1, 2, 3, 59, 10, 11, 9}; // user 3 had what has no category
    const UserItems history(of, had, 4, items);
    const auto mix = [&](const std::vector<row_id>& rows) {
        std::vector<double> sum(groups);
        for (const row_id row : rows) {
            for (std::size_t g = 0; g < groups; ++g) {
                sum[g] += table[row * groups + g];
            }
        }
        return normalised(sum);
    };
    for (const double lambda : {0.0, 0.5, 0.99}) {
        for (const double alpha : {0.01, 0.3}) {
            for (const row_id user : {1U, 2U}) {
                const RerankCase given(40, user);
                const auto seen = history.of(user);
                const std::vector<double> p = mix({seen.begin(), seen.end()});
                const auto value = [&](const std::vector<std::size_t>& taken, std::size_t i) {
                    std::vector<row_id> rows{given.candidates[i].row};
                    double relevance = given.relevance(i);
                    for (const std::size_t place : taken) {
                        rows.push_back(given.candidates[place].row);
                        relevance += given.relevance(place);
                    }
                    const std::vector<double> q = mix(rows);
                    double divergence = 0.0;
                    for (std::size_t g = 0; g < groups; ++g) {
                        if (p[g] > 0.0) {
                            divergence += p[g] * std::log(p[g] / ((1.0 - alpha) * q[g] + alpha * p[g]));
                        }
                    }
                    return (1.0 - lambda) * relevance - lambda * divergence;
                };
                const CalibratedCategories calibrated(categories, history, {.lambda = lambda, .alpha = alpha});
                CAPTURE(lambda);
                CAPTURE(user);
                CHECK(calibrated.choose(user, given.candidates, 12) == naive_greedy(40, 12, value));
            }
        }
    }
    const RerankCase given(9, 1);
    std::vector<std::size_t> order(9);
    std::iota(order.begin(), order.end(), std::size_t{0});
    const CalibratedCategories calibrated(categories, history, {.lambda = 0.9});
    CHECK(calibrated.choose(0, given.candidates, 20) == order); // no history
    CHECK(calibrated.choose(3, given.candidates, 20) == order); // none with categories
    CHECK(calibrated.choose(77, given.candidates, 20) == order);
    CHECK(calibrated.choose(1, {}, 20).empty());
}

TEST_CASE("a setting out of range and categories that are missing") {
    const std::vector<double> table = shares();
    const ConstMatrixView<double> categories{table.data(), items, groups, groups};
    const UserItems history;
    CHECK_THROWS_WITH_AS(CalibratedCategories(categories, history, {.lambda = -1.0}),
                         "CalibratedCategories: a lambda of -1.000000 is not in 0 ... 1", SettingError);
    CHECK_THROWS_WITH_AS(CalibratedCategories(categories, history, {.alpha = 0.0}),
                         "CalibratedCategories: an alpha of 0.000000 is not above 0 and at most 1", SettingError);
    CHECK_THROWS_WITH_AS(CalibratedCategories(categories, history).check(61),
                         "CalibratedCategories: 60 vectors for 61 items", SettingError);
    CalibratedCategories(categories, history).check(60);
}

} // namespace calibrated_categories_test
