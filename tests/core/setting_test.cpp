// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/setting.hpp>

#include <limits>

#include <doctest/doctest.h>

namespace setting_test {

using namespace linnet;

TEST_CASE("a setting that does not fit is named with its owner, its range and its value") {
    CHECK_NOTHROW(detail::check_setting(true, "SGD", "momentum", 0.5, "from 0 to 1"));
    CHECK_THROWS_WITH_AS(detail::check_setting(false, "SGD", "momentum", 1.5, "from 0 to 1"),
                         "SGD: momentum must be from 0 to 1, not 1.500000", SettingError);
}

TEST_CASE("a setting of 0 or more is a finite number") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (const double good : {0.0, -0.0, 1e-300, 0.1, 1e30}) {
        CHECK_NOTHROW(detail::check_not_negative("Adam", "epsilon", good));
    }
    for (const double bad : {-1e-300, -1.0, infinity, -infinity, std::numeric_limits<double>::quiet_NaN()}) {
        CHECK_THROWS_AS(detail::check_not_negative("Adam", "epsilon", bad), SettingError);
    }
    CHECK_THROWS_WITH_AS(detail::check_not_negative("Adam", "epsilon", 1e39), // infinite as a float
                         "Adam: epsilon must be 0 or more, and finite, not 1e+39", SettingError);
}

TEST_CASE("a decay is below 1") {
    CHECK_NOTHROW(detail::check_decay("Adam", "beta_1", 0.0));
    CHECK_NOTHROW(detail::check_decay("Adam", "beta_1", 0.999999));
    CHECK_THROWS_WITH_AS(detail::check_decay("Adam", "beta_1", 1.0),
                         "Adam: beta_1 must be at least 0 and below 1, not 1.000000", SettingError);
    CHECK_THROWS_AS(detail::check_decay("Adam", "beta_1", -0.1), SettingError);
    CHECK_THROWS_WITH_AS(detail::check_decay("Adam", "beta_1", std::numeric_limits<double>::quiet_NaN()),
                         "Adam: beta_1 must be at least 0 and below 1, not nan", SettingError);
}

} // namespace setting_test
