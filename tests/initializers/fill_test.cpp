// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/initializers/fill.hpp>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>

namespace fill_test {

TEST_CASE("fill numbers the elements row by row, whatever the stride") {
    linnet::Matrix<double> matrix(4, 3);
    linnet::detail::fill(matrix.view(), [](std::size_t i) { return static_cast<double>(i); });
    for (std::size_t r = 0; r < 4; ++r) {
        for (std::size_t c = 0; c < matrix.stride(); ++c) {
            CHECK(matrix.view().row(r)[c] == (c < 3 ? static_cast<double>(3 * r + c) : 0.0));
        }
    }
}

} // namespace fill_test
