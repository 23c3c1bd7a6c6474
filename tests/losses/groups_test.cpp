// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/groups.hpp>

#include <array>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace groups_test {

using namespace linnet;

TEST_CASE("a group is a positive and the rows up to the next") {
    const std::array<float, 7> labels{1, 0, 0, 1, 1, 0.5F, 0.6F};
    std::vector<std::pair<std::size_t, std::size_t>> groups;
    detail::for_each_group(ConstMatrixView<float>{labels.data(), 7, 1, 1},
                           [&](std::size_t first, std::size_t count) { groups.emplace_back(first, count); });
    CHECK(groups == std::vector<std::pair<std::size_t, std::size_t>>{{0, 3}, {3, 1}, {4, 2}, {6, 1}});
    groups.clear();
    detail::for_each_group(ConstMatrixView<float>{labels.data(), 0, 1, 1},
                           [&](std::size_t first, std::size_t count) { groups.emplace_back(first, count); });
    CHECK(groups.empty());
}

TEST_CASE("a batch of no rows is fine, one that begins with a negative is not") {
    const std::array<double, 2> labels{0, 1};
    const auto check = [&](std::size_t rows) {
        detail::check_groups<double>("x", {labels.data(), rows, 1, 1}, {{labels.data(), rows, 1, 1}});
    };
    CHECK_NOTHROW(check(0));
    CHECK_THROWS_AS(check(2), SettingError);
}

TEST_CASE("every positive has a negative, or the first that has none is named") {
    const auto check = [](std::vector<float> labels) {
        const ConstMatrixView<float> view{labels.data(), labels.size(), 1, 1};
        detail::check_groups<float>("bpr", view, {view});
    };
    CHECK_NOTHROW(check({1, 0}));
    CHECK_NOTHROW(check({1, 0, 0, 1, 0}));
    CHECK_THROWS_WITH_AS(check({1}), "bpr, row 0: a positive has no negative behind it; see with_negatives",
                         SettingError);
    CHECK_THROWS_WITH_AS(check({1, 0, 1, 1, 0, 1}),
                         "bpr, row 2: a positive has no negative behind it; see with_negatives", SettingError);
    CHECK_THROWS_WITH_AS(check({1, 0, 0, 1}), "bpr, row 3: a positive has no negative behind it; see with_negatives",
                         SettingError);
}

} // namespace groups_test
