// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/matvec.hpp>

#include <cstddef>
#include <span>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"
#include "../support/naive_reduce.hpp"

namespace matvec_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE_TEMPLATE_DEFINE("a matrix times a vector is a dot product per row, at every width and size", L, products) {
    using T = typename L::T;
    const T start{0.75};
    for (std::size_t rows = 0; rows <= 9; ++rows) {
        for (const std::size_t columns : {0U, 1U, 2U, 15U, 16U, 17U, 31U, 32U, 33U, 50U}) {
            for (const std::size_t gap : {std::size_t{0}, std::size_t{2}}) {
                CAPTURE(rows);
                CAPTURE(columns);
                auto x = random_matrix<T>(rows, columns, 1);
                auto w = random_matrix<T>(1, columns, 2);
                GuardedMatrix<T> y{rows, 1, gap};
                kernels::matvec<T, L::W>(x.view(), w.view().data, start, y.view().data, y.view().stride);
                CHECK(y.intact());
                std::size_t mistakes = 0;
                for (std::size_t r = 0; r < rows; ++r) {
                    const T want = naive_dot<T>(x.view().row_span(r), w.view().row_span(0)) + start;
                    mistakes += same(y.view()(r, 0), want) ? 0U : 1U;
                }
                CHECK(mistakes == 0);
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(products, EveryUserWidth);

} // namespace matvec_test
