// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/prefetch_rows.hpp>

#include <doctest/doctest.h>

#include <linnet/core/matrix_view.hpp>

namespace prefetch_rows_test {

using namespace linnet;

TEST_CASE("rows are called in ahead where the table is larger than a near cache, short ones further ahead") {
    const double number = 0;
    CHECK_FALSE(kernels::RowPrefetch<double>{{&number, 1 << 11, 64, 64}}.far()); // 1 MiB
    CHECK(kernels::RowPrefetch<double>{{&number, (1 << 11) + 1, 64, 64}}.far());
    CHECK(kernels::RowPrefetch<double>{{&number, 1 << 20, 8, 8}}.ahead() >
          kernels::RowPrefetch<double>{{&number, 1 << 20, 9, 16}}.ahead());
    kernels::RowPrefetch<double>{{&number, 1, 1, 1}}(&number);
}

} // namespace prefetch_rows_test
