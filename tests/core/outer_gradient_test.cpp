// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/outer_gradient.hpp>

#include <doctest/doctest.h>

namespace outer_gradient_test {

using namespace linnet;

TEST_CASE("a slice of an outer gradient has later columns and the same numbers for the samples") {
    const float scales[] = {2.0F, 3.0F};
    const float row[] = {1.0F, 10.0F, 100.0F};
    const OuterGradient<float> whole{{scales, 2, 1, 1}, row};
    const OuterGradient<float> part = whole.slice(1);
    CHECK(part.row == row + 1);
    CHECK(part.scales.data == scales);
    CHECK(part.scales.rows == 2);
}

} // namespace outer_gradient_test
