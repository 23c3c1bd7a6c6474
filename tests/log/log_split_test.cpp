// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/log/log_split.hpp>

#include <doctest/doctest.h>

namespace log_split_test {

using linnet::detail::cuts_of;

TEST_CASE("cuts are rounded to the nearest row and never cross") {
    CHECK(cuts_of("x", 10, 0.8, 0.1).train_end == 8);
    CHECK(cuts_of("x", 10, 0.8, 0.1).validation_end == 9);
    CHECK(cuts_of("x", 3, 0.5, 0.0).train_end == 2);
    CHECK(cuts_of("x", 3, 0.5, 0.0).validation_end == 2);
    CHECK(cuts_of("x", 7, 1.0, 0.0).train_end == 7);
    CHECK(cuts_of("x", 7, 0.0, 1.0).train_end == 0);
    CHECK(cuts_of("x", 7, 0.0, 1.0).validation_end == 7);
    CHECK(cuts_of("x", 0, 0.5, 0.5).validation_end == 0);
    CHECK_THROWS_WITH_AS(static_cast<void>(cuts_of("me", 1, 1.0, 0.5)),
                         "me: the shares 1.000000 and 0.500000 must not be negative, nor exceed 1 together",
                         linnet::SettingError);
}

} // namespace log_split_test
