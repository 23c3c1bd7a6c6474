// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include <doctest/doctest.h>

#include <linnet/core/matrix_view.hpp>

#include "torch_layers_golden.hpp"

namespace linnet_test {

/// Number i of tensor `which`, as golden/torch_layers_golden.cpp makes it: exact in every scalar.
[[nodiscard]] inline double golden_input(std::size_t which, std::size_t i) {
    return static_cast<double>((37 * i + 29 * which + i * i) % 101) / 64.0 - 0.75;
}

/// Fills a matrix with the numbers of tensor `which`, row by row. `transposed`: the tensor is the matrix' transpose.
template <class T>
void fill_golden(linnet::MatrixView<T> to, std::size_t which, bool transposed = false) {
    for (std::size_t r = 0; r < to.rows; ++r) {
        for (std::size_t c = 0; c < to.columns; ++c) {
            to(r, c) = static_cast<T>(golden_input(which, transposed ? c * to.rows + r : r * to.columns + c));
        }
    }
}

/// Checks a matrix against the numbers of PyTorch, within 64 epsilon relative to numbers above 1.
template <class T, std::size_t Count>
void check_golden(linnet::ConstMatrixView<T> got, const std::array<double, Count>& want, bool transposed = false) {
    REQUIRE(got.rows * got.columns == Count);
    const double tolerance = 64 * static_cast<double>(std::numeric_limits<T>::epsilon());
    std::size_t mistakes = 0;
    for (std::size_t r = 0; r < got.rows; ++r) {
        for (std::size_t c = 0; c < got.columns; ++c) {
            const double expected = want[transposed ? c * got.rows + r : r * got.columns + c];
            const double error = std::abs(static_cast<double>(got(r, c)) - expected);
            mistakes += error <= tolerance * std::max(1.0, std::abs(expected)) ? 0U : 1U;
        }
    }
    CHECK(mistakes == 0);
}

} // namespace linnet_test
