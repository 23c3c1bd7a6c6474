// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/matmul_narrow.hpp>

#include <cstddef>

#include <doctest/doctest.h>

#include <linnet/testing/guarded_matrix.hpp>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace matmul_narrow_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// Four sums, of every fourth k, the first of which starts from `start`.
template <class T>
T naive_element(ConstMatrixView<T> a, ConstMatrixView<T> b, std::size_t i, std::size_t j, T start) {
    T sums[4] = {start, T{0}, T{0}, T{0}};
    for (std::size_t k = 0; k < a.columns; ++k) {
        sums[k % 4] = naive_multiply_add(a(i, k), b(k, j), sums[k % 4]);
    }
    return (sums[0] + sums[2]) + (sums[1] + sums[3]);
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("a narrow product is four sums of every fourth factor, at every width and size", L, narrow) {
    using T = typename L::T;
    const auto twice = [](const auto& x) { return x + x; };
    for (const std::size_t rows : {0U, 1U, 2U, 3U, 5U}) {
        for (const std::size_t inner : {0U, 1U, 2U, 3U, 4U, 7U, 32U}) {
            for (const std::size_t columns : lengths_around_packs<L::W>()) {
                CAPTURE(rows);
                CAPTURE(inner);
                CAPTURE(columns);
                const auto a = random_matrix<T>(rows, inner, 1, 1);
                const auto b = random_matrix<T>(inner, columns, 2, 3);
                const auto bias = random_matrix<T>(1, columns, 3);
                const bool with_bias = inner % 2 == 0;
                const T* const start = with_bias ? bias.view().data : nullptr;
                GuardedMatrix<T> c{rows, columns, 2};
                GuardedMatrix<T> one{1, columns};
                kernels::matmul_narrow<T, L::W>(rows, inner, columns, {a.view().data, a.view().stride, 1},
                                                {b.view().data, b.view().stride}, {c.view().data, c.view().stride},
                                                start, twice);
                if (rows > 0) {
                    kernels::vecmat_narrow<T, L::W>(inner, columns, a.view().row(rows - 1),
                                                    {b.view().data, b.view().stride}, one.view().data, start, twice);
                }
                std::size_t mistakes = c.intact() && one.intact() ? 0 : 1;
                for (std::size_t j = 0; j < columns; ++j) {
                    for (std::size_t i = 0; i < rows; ++i) {
                        const T want = naive_element<T>(a.view(), b.view(), i, j, with_bias ? bias.view()(0, j) : T{0});
                        mistakes += same(c.view()(i, j), want + want) ? 0U : 1U;
                    }
                    mistakes += rows == 0 || same(one.view()(0, j), c.view()(rows - 1, j)) ? 0U : 1U;
                }
                CHECK(mistakes == 0);
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(narrow, EveryUserWidth);

} // namespace matmul_narrow_test
