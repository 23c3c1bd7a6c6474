// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/row_segments_matvec.hpp>

#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"
#include "../support/naive_reduce.hpp"
#include "../support/naive_row_segments.hpp"

namespace row_segments_matvec_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class L, std::size_t... Columns>
void check_matvec() {
    using T = typename L::T;
    const T start{0.75};
    const auto w = random_matrix<T>(1, (Columns + ...), 20);
    for (std::size_t rows = 0; rows <= 9; ++rows) {
        CAPTURE(rows);
        const NaiveRowSegments<T, Columns...> x{rows};
        for (std::size_t first = 0; first <= rows; ++first) {
            GuardedMatrix<T> y{rows - first, 1, first % 3};
            kernels::matvec<T, L::W>(x.segments, first, rows - first, w.view().data, start, y.view().data,
                                     y.view().stride);
            CHECK(y.intact());
            std::size_t mistakes = 0;
            for (std::size_t i = first; i < rows; ++i) {
                const std::vector<T> row = x.row(i);
                mistakes += same(y.view()(i - first, 0), naive_dot<T>(row, w.view().row_span(0)) + start) ? 0U : 1U;
            }
            CHECK(mistakes == 0);
        }
    }
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("rows in segments times a vector have the bits of rows in one piece, at every width", L,
                          segments) {
    check_matvec<L, 1>();
    check_matvec<L, 16>();
    check_matvec<L, 33>();
    check_matvec<L, 100, 100>();
    check_matvec<L, 3, 15, 17, 2, 5, 6>();
    check_matvec<L, 32, 7, 25>();
}
TEST_CASE_TEMPLATE_APPLY(segments, EveryUserWidth);

TEST_CASE("rows of a table past the cache are read ahead, to the last row and not past it") {
    Matrix<float> table(20'000, 33); // over 1 MB
    REQUIRE(table.bytes() > std::size_t{1} << 20);
    for (std::size_t r = 0; r < table.rows(); ++r) {
        table.view()(r, 32) = static_cast<float>(r);
    }
    std::vector<float> w(33);
    w[32] = 1.0F;
    for (const std::size_t count : {1U, 4U, 13U, 40U}) {
        std::vector<row_id> ids;
        for (std::size_t i = 0; i < count; ++i) {
            ids.push_back(static_cast<row_id>(19'999 - 31 * i));
        }
        const RowSegments<float, 33> segments{count, {RowSegment<float>{table.view(), ids.data()}}};
        std::vector<float> y(count);
        kernels::matvec<float, 16>(segments, 0, count, w.data(), 0.0F, y.data(), 1);
        for (std::size_t i = 0; i < count; ++i) {
            CHECK(y[i] == static_cast<float>(ids[i]));
        }
    }
}

} // namespace row_segments_matvec_test
