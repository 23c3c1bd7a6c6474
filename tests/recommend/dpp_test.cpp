// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/dpp.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

#include <doctest/doctest.h>

#include "../support/rerank_cases.hpp"

namespace dpp_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// By elimination with the largest pivot.
double determinant(std::vector<std::vector<double>> a) {
    double result = 1.0;
    for (std::size_t c = 0; c < a.size(); ++c) {
        std::size_t pivot = c;
        for (std::size_t r = c; r < a.size(); ++r) {
            pivot = std::abs(a[r][c]) > std::abs(a[pivot][c]) ? r : pivot;
        }
        if (pivot != c) {
            std::swap(a[pivot], a[c]);
            result = -result;
        }
        result *= a[c][c];
        for (std::size_t r = c + 1; r < a.size() && a[c][c] != 0.0; ++r) {
            const double factor = a[r][c] / a[c][c];
            for (std::size_t k = c; k < a.size(); ++k) {
                a[r][k] -= factor * a[c][k];
            }
        }
    }
    return result;
}

} // namespace

TEST_CASE("the list is that of determinants") {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        for (const double theta : {0.0, 0.5, 0.9}) {
            for (const std::size_t count : {1U, 2U, 17U, 30U}) {
                CAPTURE(seed);
                CAPTURE(theta);
                CAPTURE(count);
                const RerankCase given(count, seed);
                const double alpha = theta / (2.0 * (1.0 - theta));
                const auto kernel = [&](std::size_t i, std::size_t j) {
                    const double cosine = i == j ? 1.0 : given.cosine(i, j);
                    return std::exp(alpha * given.relevance(i)) * cosine * std::exp(alpha * given.relevance(j));
                };
                const auto value = [&](std::vector<std::size_t> taken, std::size_t i) {
                    taken.push_back(i);
                    std::vector<std::vector<double>> part(taken.size(), std::vector<double>(taken.size()));
                    for (std::size_t a = 0; a < taken.size(); ++a) {
                        for (std::size_t b = 0; b < taken.size(); ++b) {
                            part[a][b] = kernel(taken[a], taken[b]);
                        }
                    }
                    return std::log(determinant(part));
                };
                const Dpp dpp(ConstMatrixView<float>(given.vectors.view()), {.theta = theta});
                CHECK(dpp.choose(0, given.candidates, 8) == naive_greedy(count, 8, value));
            }
        }
    }
}

TEST_CASE("the list is that of the determinant's logarithm up to a theta of 1, and that one leaves the list as it is") {
    for (const std::uint64_t seed : {4U, 5U}) {
        const RerankCase given(25, seed);
        const ConstMatrixView<float> rows = given.vectors.view();
        std::vector<std::size_t> by_score(8);
        std::iota(by_score.begin(), by_score.end(), std::size_t{0});
        for (const double theta : {0.99, 0.998, 0.9985, 0.9986, 0.9987, 0.999, 0.9999, 0.999999}) {
            CAPTURE(theta);
            const auto value = [&](std::vector<std::size_t> taken, std::size_t i) {
                taken.push_back(i);
                double relevance = 0.0;
                std::vector<std::vector<double>> part(taken.size(), std::vector<double>(taken.size()));
                for (std::size_t a = 0; a < taken.size(); ++a) {
                    relevance += given.relevance(taken[a]);
                    for (std::size_t b = 0; b < taken.size(); ++b) {
                        part[a][b] = a == b ? 1.0 : given.cosine(taken[a], taken[b]);
                    }
                }
                return theta * relevance + (1.0 - theta) * std::log(determinant(part));
            };
            const std::vector<std::size_t> list = Dpp(rows, {.theta = theta}).choose(0, given.candidates, 8);
            CHECK(list == naive_greedy(25, 8, value));
            CHECK(list[0] == 0);
        }
        for (const double theta : {1.0 - 1e-9, std::nextafter(1.0, 0.0)}) { // but for ties the list as it is
            const std::vector<std::size_t> list = Dpp(rows, {.theta = theta}).choose(0, given.candidates, 8);
            REQUIRE(list.size() == 8);
            for (std::size_t i = 0; i < list.size(); ++i) {
                CHECK(given.relevance(list[i]) == given.relevance(i));
            }
        }
        CHECK(Dpp(rows, {.theta = 1.0}).choose(0, given.candidates, 8) == by_score);
    }
    // Even where candidates are alike.
    const std::vector<double> ones(10, 1.0);
    const std::vector<Scored<double>> candidates{{4, 4.0}, {1, 3.0}, {3, 3.0}, {2, 1.0}, {0, 0.0}};
    const Dpp dpp(ConstMatrixView<double>{ones.data(), 5, 2, 2}, {.theta = 1.0});
    CHECK(dpp.choose(0, candidates, 9) == std::vector<std::size_t>{0, 1, 2, 3, 4});
}

TEST_CASE("where no direction is left the highest scores follow; zeros are like no other") {
    const std::vector<double> values{1, 0, 2, 0, 0, 1, 1, 1, 0, 0};
    const ConstMatrixView<double> rows{values.data(), 5, 2, 2};
    const std::vector<Scored<double>> candidates{{0, 4.0}, {1, 3.0}, {3, 2.0}, {2, 1.0}, {4, 0.0}};
    const Dpp dpp(rows, {.theta = 0.0});
    CHECK(dpp.choose(0, candidates, 9) == std::vector<std::size_t>{0, 3, 4, 1, 2});
    CHECK(dpp.choose(0, candidates, 4) == std::vector<std::size_t>{0, 3, 4, 1});
    CHECK(dpp.choose(0, {}, 4).empty());
    CHECK(dpp.choose(0, candidates, 0).empty());
}

TEST_CASE("a setting out of range and vectors that are missing") {
    const RerankCase given(3, 1);
    const ConstMatrixView<float> rows = given.vectors.view();
    CHECK_THROWS_WITH_AS(Dpp(rows, {.theta = 1.1}), "Dpp: a theta of 1.100000 is not in 0 ... 1", SettingError);
    CHECK_THROWS_AS(Dpp(rows, {.theta = std::numeric_limits<double>::quiet_NaN()}), SettingError);
    CHECK_THROWS_WITH_AS(Dpp(rows).check(61), "Dpp: 60 vectors for 61 items", SettingError);
    Dpp(rows).check(60);
}

} // namespace dpp_test
