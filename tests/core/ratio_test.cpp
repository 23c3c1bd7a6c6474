// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/ratio.hpp>

#include <ratio>

#include <doctest/doctest.h>

namespace ratio_test {

using linnet::percent;
using linnet::detail::ratio_value;

TEST_CASE("a percentage is a fraction as a type") {
    CHECK(ratio_value<percent<20>> == 0.2);
    CHECK(ratio_value<percent<0>> == 0.0);
    CHECK(ratio_value<percent<-50>> == -0.5);
    CHECK(ratio_value<std::ratio<1, 3>> == 1.0 / 3.0);
}

} // namespace ratio_test
