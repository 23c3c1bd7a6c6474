// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/log/interaction_rows.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/eager_pool.hpp"
#include "support/logs.hpp"

namespace interaction_rows_test {

using namespace linnet_test;

TEST_CASE("time keys rise with time, also before 1970, else with place") {
    using limits = std::numeric_limits<std::int64_t>;
    auto log =
        log_of({{"a", "x", 1, limits::min()}, {"a", "x", 1, -1}, {"a", "x", 1, 0}, {"a", "x", 1, limits::max()}});
    const auto keys = linnet::detail::time_keys(log);
    CHECK(keys[0] < keys[1]);
    CHECK(keys[1] < keys[2]);
    CHECK(keys[2] < keys[3]);
    log.timestamps.clear();
    CHECK(linnet::detail::time_keys(log) == std::vector<std::uint64_t>{0, 1, 2, 3});
}

TEST_CASE("columns of different length are named") {
    auto log = log_of({{"a", "x", 1, 1}, {"b", "y", 2, 2}});
    CHECK_NOTHROW(linnet::detail::check_columns("me", log));
    log.timestamps.pop_back();
    CHECK_THROWS_WITH_AS(linnet::detail::check_columns("me", log), "me: 1 timestamps of 2 interactions",
                         linnet::DataError);
    log.ratings.push_back(1);
    CHECK_THROWS_WITH_AS(linnet::detail::check_columns("me", log), "me: 3 ratings of 2 interactions",
                         linnet::DataError);
    log.items.push_back("z");
    CHECK_THROWS_WITH_AS(linnet::detail::check_columns("me", log), "me: 3 items of 2 interactions", linnet::DataError);
    CHECK_NOTHROW(linnet::detail::check_columns("me", {}));
}

TEST_CASE("flagged rows come in order, with any number of threads") {
    for (const std::size_t size : {0U, 1U, 4095U, 8191U, 8192U, 12'288U, 13'001U}) {
        std::string flags(size, 'a');
        std::vector<std::size_t> expected;
        for (std::size_t i = 0; i < size; i += 1 + i % 5) {
            flags[i] = 'b';
            expected.push_back(i);
        }
        CHECK(linnet::detail::rows_flagged(flags, 'b') == expected);
        CHECK(linnet::detail::rows_flagged(flags, 'b', &three_threads()) == expected);
        CHECK(linnet::detail::rows_flagged(flags, 'c', &three_threads()).empty());
    }
}

} // namespace interaction_rows_test
