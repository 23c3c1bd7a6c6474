// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/max_rows.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>
#include <linnet/testing/guarded_matrix.hpp>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace max_rows_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE_TEMPLATE_DEFINE("the largest of rows, and the row that its gradient goes to", L, largest) {
    using T = typename L::T;
    for (const std::size_t columns : lengths_around_packs<L::W>()) {
        for (const std::size_t count : {1U, 2U, 5U}) {
            CAPTURE(columns);
            CAPTURE(count);
            GuardedMatrix<T> rows{count, columns, 3, 1};
            GuardedMatrix<T> most{2, columns, 1, 2};
            GuardedMatrix<T> d_rows{count, columns, 2, 3};
            rows.draw(Random{1, 0});
            most.draw(Random{1, 1});
            for (std::size_t c = 0; c < columns; c += 3) { // equal ones
                rows.view()(count - 1, c) = rows.view()(0, c);
            }
            T* const to = most.view().row(0);
            const T* const d_most = most.view().row(1);
            const auto row = [&](std::size_t i) { return rows.view().row(i); };
            kernels::max_rows<T, L::W>(count, row, to, columns);
            kernels::max_rows_gradient<T, L::W>(
                count, row, to, d_most, [&](std::size_t i) { return d_rows.view().row(i); }, columns);
            for (std::size_t c = 0; c < columns; ++c) {
                std::size_t winner = 0;
                for (std::size_t i = 1; i < count; ++i) {
                    winner = rows.view()(i, c) > rows.view()(winner, c) ? i : winner;
                }
                CHECK(to[c] == rows.view()(winner, c));
                for (std::size_t i = 0; i < count; ++i) {
                    CHECK(d_rows.view()(i, c) == (i == winner ? d_most[c] : T{0}));
                }
            }
            CHECK(rows.intact());
            CHECK(most.intact());
            CHECK(d_rows.intact());
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(largest, EveryUserWidth);

} // namespace max_rows_test
