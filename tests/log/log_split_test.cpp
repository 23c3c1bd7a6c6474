// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/log/log_split.hpp>

#include <array>
#include <cstddef>
#include <optional>

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

TEST_CASE("a share that is not set leaves something to test") {
    const auto sizes = [](std::optional<double> train, std::optional<double> validation) {
        const auto cuts = cuts_of("x", 100, train, validation);
        return std::array{cuts.train_end, cuts.validation_end - cuts.train_end, 100 - cuts.validation_end};
    };
    using Sizes = std::array<std::size_t, 3>;
    CHECK(sizes({}, {}) == Sizes{80, 10, 10});
    CHECK(sizes(0.8, {}) == Sizes{80, 10, 10});
    CHECK(sizes(0.9, {}) == Sizes{90, 5, 5});
    CHECK(sizes(0.5, {}) == Sizes{50, 25, 25});
    CHECK(sizes({}, 0.2) == Sizes{70, 20, 10});
    CHECK(sizes({}, 0.0) == Sizes{90, 0, 10});
    CHECK(sizes(0.9, 0.1) == Sizes{90, 10, 0}); // as it is told
    CHECK_THROWS_WITH_AS(static_cast<void>(sizes({}, 0.95)),
                         "x: the shares -0.050000 and 0.950000 must not be negative, nor exceed 1 together",
                         linnet::SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(sizes(1.5, {})),
                         "x: the shares 1.500000 and -0.250000 must not be negative, nor exceed 1 together",
                         linnet::SettingError);
}

} // namespace log_split_test
