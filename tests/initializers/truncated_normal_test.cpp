// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/initializers/truncated_normal.hpp>

#include <doctest/doctest.h>

#include "../support/initializer_checks.hpp"

namespace truncated_normal_test {

TEST_CASE("TruncatedNormal never leaves two deviations") {
    const auto moments = linnet_test::drawn(linnet::TruncatedNormal<std::ratio<1>>{});
    CHECK(moments.low >= -2.0);
    CHECK(moments.high <= 2.0);
    CHECK(moments.high > 1.99);
    CHECK(moments.mean == doctest::Approx(0).epsilon(0.01).scale(1));
    CHECK(moments.deviation == doctest::Approx(linnet::detail::truncated_normal_deviation).epsilon(0.01));
}

} // namespace truncated_normal_test
