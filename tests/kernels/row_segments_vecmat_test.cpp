// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/row_segments_vecmat.hpp>

#include <cstddef>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"
#include "../support/naive_row_segments.hpp"

namespace row_segments_vecmat_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class L, std::size_t Columns>
void check_vecmat() {
    using T = typename L::T;
    CAPTURE(Columns);
    for (const std::size_t rows : {0U, 1U, 2U, 33U}) {
        for (const std::size_t v_stride : {1U, 3U}) {
            CAPTURE(rows);
            const NaiveRowSegments<T, Columns, Columns> x{rows}; // looked up, and in order
            const auto v = random_matrix<T>(1, rows * v_stride + 1, 31);
            for (const RowSegment<T>& segment : x.segments.segments) {
                auto y = random_matrix<T>(1, Columns, 33);
                const auto before = y;
                kernels::vecmat_add<T, L::W, Columns>(v.view().data, v_stride, rows, segment, y.view().data);
                CHECK(y.intact());
                std::size_t mistakes = 0;
                for (std::size_t k = 0; k < Columns; ++k) {
                    NaiveSum<T> want{before.view()(0, k)};
                    for (std::size_t i = 0; i < rows; ++i) {
                        want.multiply_add(v.view()(0, i * v_stride), segment.row(i)[k]);
                    }
                    mistakes += same(y.view()(0, k), want.bits) && want.plausible() ? 0U : 1U;
                }
                CHECK(mistakes == 0);
            }
        }
    }
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("a vector times rows in place adds them in order, at every width and size", L, products) {
    constexpr std::size_t W = L::W;
    check_vecmat<L, 1>();
    if constexpr (W > 1) {
        check_vecmat<L, W - 1>();
    }
    check_vecmat<L, W>();
    check_vecmat<L, W + 1>();
    check_vecmat<L, 3 * W + 2>();
    check_vecmat<L, 8 * W>();
    check_vecmat<L, 17 * W + 1>();
}
TEST_CASE_TEMPLATE_APPLY(products, EveryUserWidth);

} // namespace row_segments_vecmat_test
