// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/inner_products.hpp>

#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/testing/guarded_matrix.hpp>

#include "../support/lanes.hpp"

namespace inner_products_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// Rows that start anywhere: a stride that is no multiple of a register, and one element off.
template <class T>
struct Rows {
    Rows(std::size_t rows, std::size_t columns, std::uint64_t seed)
        : values{random_values<T>(rows * (columns + 3) + 1, T{-1}, T{1}, seed)},
          view{values.data() + 1, rows, columns, columns + 3} {}
    std::vector<T> values;
    ConstMatrixView<T> view;
};

template <class T, std::size_t W>
std::size_t mistakes(ConstMatrixView<T> left, ConstMatrixView<T> right, Matrix<T>& scratch) {
    GuardedMatrix<T> out{left.rows, right.rows};
    kernels::inner_products<T, W>(left, right, out.view(), scratch);
    std::size_t count = out.intact() ? 0 : 1;
    for (std::size_t i = 0; i < left.rows; ++i) {
        for (std::size_t j = 0; j < right.rows; ++j) {
            count += same(out.view()(i, j), kernels::dot<T, 1>(left.row(i), right.row(j), left.columns)) ? 0U : 1U;
        }
    }
    return count;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("every product has the bits of dot, at every width and size", L, products) {
    using T = typename L::T;
    Matrix<T> scratch; // of the calls before, as in a workspace
    for (const std::size_t n : {0U, 1U, 3U, 8U, 15U, 16U, 17U, 31U, 32U, 50U, 64U, 65U}) {
        for (const std::size_t m : {1U, 2U, 3U, 24U, 27U}) {
            for (const std::size_t k : {0U, 1U, 3U, 4U, 15U, 16U, 17U, 39U, 130U}) {
                CAPTURE(n);
                CAPTURE(m);
                CAPTURE(k);
                const Rows<T> left(m, n, 1);
                const Rows<T> right(k, n, 2);
                CHECK(mistakes<T, L::W>(left.view, right.view, scratch) == 0);
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(products, EveryUserWidth);

TEST_CASE("blocks of any number of columns") {
    Matrix<float> scratch;
    const Rows<float> left(25, 300, 1);
    const Rows<float> right(70, 300, 2);
    CHECK(mistakes<float, 4>(left.view, right.view, scratch) == 0);
    CHECK(mistakes<float, 16>(left.view, right.view, scratch) == 0);
    const Rows<float> long_left(24, 5000, 1);
    const Rows<float> long_right(17, 5000, 2);
    CHECK(mistakes<float, 16>(long_left.view, long_right.view, scratch) == 0);
}

TEST_CASE("NaN and infinity stay where they are, and a zero keeps its sign") {
    const float tiny = std::numeric_limits<float>::min();
    for (const std::size_t columns : {16U, 17U, 24U, 32U}) { // a sum of numbers that vanish below zero is -0
        Rows<float> left(26, columns, 1);
        Rows<float> right(40, columns, 2);
        for (std::size_t k = 0; k < columns; ++k) {
            left.values[1 + k] = -tiny;
            left.values[1 + 25 * left.view.stride + k] = -tiny;
            right.values[1 + 5 * right.view.stride + k] = tiny;
        }
        left.values[1 + 2 * left.view.stride + 15] = std::numeric_limits<float>::quiet_NaN();
        right.values[1 + 30 * right.view.stride + 3] = std::numeric_limits<float>::infinity();
        CAPTURE(columns);
        Matrix<float> scratch;
        CHECK(mistakes<float, 1>(left.view, right.view, scratch) == 0);
        CHECK(mistakes<float, 16>(left.view, right.view, scratch) == 0);
    }
}

} // namespace inner_products_test
