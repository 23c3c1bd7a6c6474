// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/jagged_column.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

namespace jagged_column_test {

using namespace linnet;

namespace {

void check(const std::vector<std::uint64_t>& offsets, const std::vector<row_id>& ids, std::size_t batch,
           const std::vector<float>& weights = {}) {
    check_jagged<float>("genres", {offsets, ids, weights}, batch);
}

} // namespace

TEST_CASE("lists may be empty, start anywhere and leave ids over") {
    CHECK_NOTHROW(check({0}, {}, 0));
    CHECK_NOTHROW(check({0, 0, 2}, {5, 6}, 2));
    CHECK_NOTHROW(check({1, 1, 2}, {5, 6, 7}, 2, {1.0F, 2.0F, 3.0F}));
}

TEST_CASE("lists that do not fit are refused with the feature's name") {
    CHECK_THROWS_WITH_AS(check({}, {}, 0), "feature 'genres': a batch of 0 needs 1 offsets, not 0", SettingError);
    CHECK_THROWS_AS(check({}, {}, std::numeric_limits<std::size_t>::max()), SettingError); // a batch + 1 wraps
    CHECK_THROWS_WITH_AS(check({0, 1}, {5}, 2), "feature 'genres': a batch of 2 needs 3 offsets, not 2", SettingError);
    CHECK_THROWS_WITH_AS(check({0, 2, 1}, {5, 6}, 2), "feature 'genres': the offsets fall at row 1", SettingError);
    CHECK_THROWS_WITH_AS(check({0, 3}, {5, 6}, 1), "feature 'genres': the offsets reach 3, past the 2 ids",
                         SettingError);
    CHECK_THROWS_WITH_AS(check({0, 2}, {5, 6}, 1, {1.0F}), "feature 'genres': 1 weights for 2 ids", SettingError);
}

} // namespace jagged_column_test
