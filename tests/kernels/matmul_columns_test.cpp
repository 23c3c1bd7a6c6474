// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/matmul_columns.hpp>

#include <cstddef>

#include <doctest/doctest.h>

#include <linnet/testing/guarded_matrix.hpp>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace matmul_columns_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// Whether S + A B, or A B without a start, has the bits of a sum in the order of the inner dimension.
template <class T, std::size_t W, std::size_t N>
void check(std::size_t rows, std::size_t inner, bool transposed, bool with_start) {
    CAPTURE(N);
    CAPTURE(rows);
    CAPTURE(inner);
    CAPTURE(transposed);
    CAPTURE(with_start);
    const auto a = transposed ? random_matrix<T>(inner, rows, 1) : random_matrix<T>(rows, inner, 1);
    const auto b = random_matrix<T>(inner, N, 2);
    const auto start = random_matrix<T>(rows, N, 3);
    GuardedMatrix<T> c{rows, N, 3, 1};
    const std::size_t a_stride = a.view().stride;
    kernels::matmul_columns<T, W, N>(rows, inner, {a.view().data, transposed ? 1 : a_stride, transposed ? a_stride : 1},
                                     {b.view().data, b.view().stride}, {c.view().data, c.view().stride},
                                     {with_start ? start.view().data : nullptr, start.view().stride});
    CHECK(c.intact());
    std::size_t mistakes = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t j = 0; j < N; ++j) {
            NaiveSum<T> want{with_start ? start.view()(i, j) : T{0}};
            for (std::size_t k = 0; k < inner; ++k) {
                want.multiply_add(transposed ? a.view()(k, i) : a.view()(i, k), b.view()(k, j));
            }
            CHECK(want.plausible());
            mistakes += same(c.view()(i, j), want.bits) ? 0U : 1U;
        }
    }
    CHECK(mistakes == 0);
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("products of few columns are summed in the order of the inner dimension", L, products) {
    using T = typename L::T;
    const auto of = []<std::size_t N>() {
        for (const std::size_t rows : {0U, 1U, 2U, 3U, 7U, 8U, 9U, 21U}) {
            for (const std::size_t inner : {1U, 6U}) {
                check<T, L::W, N>(rows, inner, false, rows % 2 == 0);
                check<T, L::W, N>(rows, inner, true, rows % 2 == 1);
            }
        }
    };
    of.template operator()<1>();
    of.template operator()<3>();
    of.template operator()<10>();
    of.template operator()<16>();
    of.template operator()<41>();
}
TEST_CASE_TEMPLATE_APPLY(products, EveryUserWidth);

} // namespace matmul_columns_test
