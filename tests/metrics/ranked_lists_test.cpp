// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/ranked_lists.hpp>

#include "../support/naive_diversity.hpp"

namespace ranked_lists_test {

using linnet::RankedLists;
using linnet::row_id;

TEST_CASE("lists come back as they were added, empty ones too") {
    const std::vector<std::vector<row_id>> rows{{3, 1}, {}, {2}, {5, 4, 3}};
    const RankedLists lists = linnet_test::lists_of(rows);
    REQUIRE(lists.size() == 4);
    for (std::size_t user = 0; user < rows.size(); ++user) {
        CHECK(std::vector<row_id>(lists[user].begin(), lists[user].end()) == rows[user]);
    }
    CHECK(std::vector<row_id>(lists.rows().begin(), lists.rows().end()) == std::vector<row_id>{3, 1, 2, 5, 4, 3});
    CHECK(RankedLists{}.size() == 0);
    CHECK(RankedLists{}.rows().empty());
}

TEST_CASE("a row beyond the catalogue is named with its list") {
    const RankedLists lists = linnet_test::lists_of({{1}, {2, 7}});
    linnet::detail::check_rows("m", lists, 8, "counts");
    CHECK_THROWS_WITH_AS(linnet::detail::check_rows("m", lists, 7, "counts"),
                         "metric 'm', list 1: item 7 is not below the 7 counts of the catalogue", linnet::IdError);
}

TEST_CASE("short lists are left out of means") {
    const RankedLists lists = linnet_test::lists_of({{1, 2, 3}, {}, {4}, {5, 6}});
    const auto length = [](std::size_t, std::span<const row_id> list) { return static_cast<double>(list.size()); };
    CHECK(linnet::detail::mean_over_lists(lists, 0, length) == 1.5);
    CHECK(linnet::detail::mean_over_lists(lists, 1, length) == 2.0);
    CHECK(linnet::detail::mean_over_lists(lists, 2, length) == 2.5);
    CHECK(std::isnan(linnet::detail::mean_over_lists(lists, 4, length)));
    const auto number = [](std::size_t user, std::span<const row_id>) { return static_cast<double>(user); };
    CHECK(linnet::detail::mean_over_lists(lists, 2, number) == 1.5);
}

} // namespace ranked_lists_test
