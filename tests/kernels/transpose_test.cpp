// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/transpose.hpp>

#include <cstddef>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace transpose_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE_TEMPLATE_DEFINE("a transpose has rows for columns, at every width and size", L, transposes) {
    using T = typename L::T;
    for (const std::size_t rows : {0U, 1U, 2U, 15U, 16U, 17U, 40U}) {
        for (const std::size_t columns : {0U, 1U, 3U, 15U, 16U, 17U, 33U, 64U}) {
            CAPTURE(rows);
            CAPTURE(columns);
            auto from = random_matrix<T>(rows, columns, 1);
            GuardedMatrix<T> to{columns, rows};
            kernels::transpose<T, L::W>(from.view(), to.view());
            CHECK(to.intact());
            std::size_t mistakes = 0;
            for (std::size_t r = 0; r < rows; ++r) {
                for (std::size_t c = 0; c < columns; ++c) {
                    mistakes += to.view()(c, r) == from.view()(r, c) ? 0U : 1U;
                }
            }
            CHECK(mistakes == 0);
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(transposes, EveryUserWidth);

} // namespace transpose_test
