// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/popularity.hpp>

#include "../support/naive_diversity.hpp"

namespace popularity_test {

namespace detail = linnet::detail;

TEST_CASE("popular items come in order of their counts, of equal ones the lower row, those of none last") {
    using Rows = std::vector<linnet::row_id>;
    for (const std::uint32_t most : {8U, 24U, 27U, 28U, std::numeric_limits<std::uint32_t>::max()}) {
        CHECK(detail::most_popular(std::vector<std::uint32_t>{0, 2, 7, 2, 0, most}) == Rows{5, 2, 1, 3, 0, 4});
    }
    CHECK(detail::most_popular(std::vector<std::uint32_t>(3)) == Rows{0, 1, 2});
    CHECK(detail::most_popular({}).empty());
}

TEST_CASE("popularity shows what a user could get: as many items, without those that they saw") {
    const std::vector<std::uint32_t> counts{0, 2, 7, 2, 0, 9};
    const linnet::RankedLists lists = linnet_test::lists_of({{1, 3}, {}, {4}});
    const linnet::RankedLists seen = linnet_test::lists_of({{5, 700}, {}, {5, 2, 1, 3, 0}});
    linnet::Catalogue catalogue{.items = 5, .counts = counts};
    const auto shown = [&](std::size_t user, std::size_t length) {
        detail::PopularLists popular{"m", lists, catalogue};
        popular.find(1, 6); // leaves nothing behind
        popular.find(user, length);
        std::vector<linnet::row_id> rows;
        for (linnet::row_id row = 0; row < counts.size(); ++row) {
            if (popular.holds(row)) {
                rows.push_back(row);
            }
        }
        return rows;
    };
    CHECK(shown(0, 2) == std::vector<linnet::row_id>{2, 5});
    catalogue.seen = &seen;
    CHECK(shown(0, 2) == std::vector<linnet::row_id>{1, 2});
    CHECK(shown(0, 0).empty());
    CHECK(shown(2, 3) == std::vector<linnet::row_id>{4});
    const linnet::RankedLists too_few = linnet_test::lists_of({{5}});
    catalogue.seen = &too_few;
    CHECK_THROWS_WITH_AS((detail::PopularLists{"m", lists, catalogue}),
                         "metric 'm' got 3 lists and the seen items of 1", linnet::SettingError);
}

} // namespace popularity_test
