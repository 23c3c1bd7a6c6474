// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/least_epsilon.hpp>

#include <limits>

#include <doctest/doctest.h>

namespace least_epsilon_test {

TEST_CASE_TEMPLATE("the least epsilon is the root of the smallest normal number", T, float, double) {
    constexpr T least = linnet::detail::least_epsilon<T>;
    CHECK(least * least == std::numeric_limits<T>::min());
}

} // namespace least_epsilon_test
