// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/looked_up_rows.hpp>

#include <cmath>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include "../support/eager_pool.hpp"
#include "../support/naive_kernels.hpp"

namespace looked_up_rows_test {

using namespace linnet;
using namespace linnet_test;

namespace {

ParameterBlock<float> table_of(std::size_t columns) {
    ParameterBlock<float> block{"table", BlockKind::rows, Matrix<float>(9, columns)};
    const auto numbers = random_matrix<float>(9, columns, 1);
    for (std::size_t r = 0; r < 9; ++r) {
        for (std::size_t c = 0; c < columns; ++c) {
            block.values.view()(r, c) = numbers.view()(r, c);
        }
    }
    return block;
}

} // namespace

TEST_CASE("rows of a table of numbers are read where they lie") {
    const ParameterBlock<float> block = table_of(5);
    const std::vector<row_id> rows{3, 0, 3};
    Matrix<float> scratch;
    const RowSegment<float> got = looked_up_rows<float, 4>(nullptr, block, rows, scratch);
    CHECK(got.row(0) == block.values.view().row(3));
    CHECK(got.row(1) == block.values.view().row(0));
    CHECK(scratch.rows() == 0);
}

TEST_CASE("rows of a quantised table are dequantised, in memory that is kept") {
    for (const TableFormat format : {TableFormat::int8, TableFormat::bfloat16}) {
        ParameterBlock<float> block = table_of(37);
        const Matrix<float> values = block.values;
        block.quantised = QuantisedTable<float>(format, 9, 37);
        for (std::size_t r = 0; r < 9; ++r) {
            kernels::quantise_row(values.view().row(r), r, block.quantised);
        }
        block.values = Matrix<float>();
        CHECK(block.count() == 9 * 37);
        CHECK(block.bytes() == block.quantised.bytes());
        Matrix<float> scratch;
        for (Executor* const executor : {static_cast<Executor*>(nullptr), static_cast<Executor*>(&three_threads())}) {
            for (const std::vector<row_id>& rows : {std::vector<row_id>{8, 2, 2, 0, 1}, {7}, {}}) {
                const RowSegment<float> got = looked_up_rows<float, 8>(executor, block, rows, scratch);
                std::size_t mistakes = 0;
                for (std::size_t i = 0; i < rows.size(); ++i) {
                    for (std::size_t c = 0; c < 37; ++c) {
                        mistakes += std::abs(got.row(i)[c] - values.view()(rows[i], c)) < 0.01F ? 0U : 1U;
                    }
                }
                CHECK(mistakes == 0);
                CHECK(scratch.rows() == 5); // as for the largest batch, which was the first
            }
        }
    }
}

} // namespace looked_up_rows_test
