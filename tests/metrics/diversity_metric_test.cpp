// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <vector>

#include <doctest/doctest.h>

#include <linnet/metrics/catalogue_coverage.hpp>
#include <linnet/metrics/diversity_metric.hpp>
#include <linnet/metrics/tail_share.hpp>

#include "../support/naive_diversity.hpp"

namespace diversity_metric_test {

using linnet::AnyDiversityMetric;

namespace {

/// Not from the library, and with nothing more than the concept asks for.
struct ListsPerItem {
    static constexpr const char* name = "lists per item";
    double factor = 1;
    float operator()(const linnet::RankedLists& lists, const linnet::Catalogue& catalogue) const {
        return static_cast<float>(factor * static_cast<double>(lists.size()) / static_cast<double>(catalogue.items));
    }
};
struct Nameless {
    double operator()(const linnet::RankedLists&, const linnet::Catalogue&) const { return 0; }
};

static_assert(linnet::DiversityMetric<ListsPerItem>);
static_assert(!linnet::DiversityMetric<Nameless>);
static_assert(!linnet::DiversityMetric<int>);

} // namespace

TEST_CASE("a list of metrics of different types can be passed") {
    const linnet_test::RandomLists random{10, 20, 1};
    const linnet::Catalogue catalogue = random.catalogue();
    const std::vector<AnyDiversityMetric> metrics{linnet::CatalogueCoverage{}, linnet::TailShare{.head = 0.1},
                                                  ListsPerItem{.factor = 3}};
    CHECK(metrics[0].name() == "catalogue_coverage");
    CHECK(metrics[1].name() == "tail_share");
    CHECK(metrics[2].name() == "lists per item");
    CHECK(metrics[0](random.lists, catalogue) == linnet::CatalogueCoverage{}(random.lists, catalogue));
    CHECK(metrics[1](random.lists, catalogue) == linnet::TailShare{.head = 0.1}(random.lists, catalogue));
    CHECK(metrics[1](random.lists, catalogue) != linnet::TailShare{}(random.lists, catalogue));
    CHECK(metrics[2](random.lists, catalogue) == 6.0);
    const AnyDiversityMetric copy = metrics[2];
    CHECK(copy(random.lists, catalogue) == 6.0);
}

} // namespace diversity_metric_test
