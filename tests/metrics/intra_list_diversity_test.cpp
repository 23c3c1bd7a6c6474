// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/diversity_metric.hpp>
#include <linnet/metrics/intra_list_diversity.hpp>

#include "../support/naive_diversity.hpp"

namespace intra_list_diversity_test {

using linnet::IntraListDiversity;
using linnet::row_id;
using linnet_test::lists_of;

static_assert(linnet::DiversityMetric<IntraListDiversity>);

TEST_CASE("intra-list diversity agrees with a look at every pair, vectors of zeros included") {
    linnet_test::for_random_lists([](const linnet_test::RandomLists& random) {
        constexpr std::size_t columns = linnet_test::RandomLists::columns;
        const auto dot = [&](row_id a, row_id b) {
            double sum = 0;
            for (std::size_t c = 0; c < columns; ++c) {
                sum += static_cast<double>(random.vectors[a * columns + c]) *
                       static_cast<double>(random.vectors[b * columns + c]);
            }
            return sum;
        };
        const double expected = random.mean(2, [&](std::size_t, const std::vector<row_id>& list) {
            double sum = 0;
            double pairs = 0;
            for (std::size_t i = 0; i < list.size(); ++i) {
                for (std::size_t j = 0; j < i; ++j) {
                    const double lengths = std::sqrt(dot(list[i], list[i])) * std::sqrt(dot(list[j], list[j]));
                    sum += lengths == 0 ? 1 : 1 - dot(list[i], list[j]) / lengths;
                    pairs += 1;
                }
            }
            return sum / pairs;
        });
        const double got = IntraListDiversity{}(random.lists, random.catalogue());
        if (std::isnan(expected)) {
            CHECK(std::isnan(got)); // no list of two
        } else {
            CHECK(std::abs(got - expected) <= 1e-12);
        }
    });
}

TEST_CASE("alike 0, at right angles 1, opposite 2, with a vector of zeros 1") {
    const std::vector<float> vectors{0, 0, 3, 0, 1, 0, 0, 2, -1, 0}; // of rows 0 .. 4
    const linnet::Catalogue catalogue{.items = 4, .vectors = {vectors.data(), 5, 2, 2}};
    const auto diversity = [&](const std::vector<std::vector<row_id>>& rows) {
        return IntraListDiversity{}(lists_of(rows), catalogue);
    };
    CHECK(diversity({{1, 2}}) == 0.0);
    CHECK(diversity({{1, 3}}) == 1.0);
    CHECK(diversity({{1, 4}}) == 2.0);
    CHECK(diversity({{1, 0}}) == 1.0);
    CHECK(diversity({{0, 0}}) == 1.0);
    CHECK(diversity({{1, 2}, {1}, {}, {1, 3}}) == 0.5);
    CHECK(std::isnan(diversity({{1}, {}})));
    CHECK_THROWS_WITH_AS(static_cast<void>(diversity({{1, 5}})),
                         "metric 'intra_list_diversity', list 0: item 5 is not below the 5 vectors of the catalogue",
                         linnet::IdError);
    CHECK_THROWS_WITH_AS(static_cast<void>(IntraListDiversity{}(lists_of({{1, 2}}), {.items = 2})),
                         "metric 'intra_list_diversity', list 0: item 1 is not below the 0 vectors of the catalogue",
                         linnet::IdError);
}

TEST_CASE("lists of one item repeated are never below 0, and vectors that are not finite give NaN") {
    std::vector<float> vectors{0.1F, 0.7F, 0.3F, std::nanf(""), 1, 1, INFINITY, 1, 1};
    const linnet::Catalogue catalogue{.items = 3, .vectors = {vectors.data(), 3, 3, 3}};
    const double same = IntraListDiversity{}(lists_of({{0, 0, 0, 0, 0, 0, 0}}), catalogue);
    CHECK(same >= 0.0);
    CHECK(same <= 1e-15);
    CHECK(std::isnan(IntraListDiversity{}(lists_of({{0, 1}}), catalogue)));
    CHECK(std::isnan(IntraListDiversity{}(lists_of({{0, 2}}), catalogue)));
}

} // namespace intra_list_diversity_test
