// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/quantised_products.hpp>

#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace quantised_products_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class T>
QuantisedTable<T> some_table(TableFormat format, std::size_t rows, std::size_t columns) {
    const auto values = random_matrix<T>(rows, columns, 1);
    QuantisedTable<T> table(format, rows, columns);
    for (std::size_t r = 0; r < rows; ++r) {
        kernels::quantise_row<T>(values.view().row(r), r, table);
    }
    return table;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("products have the bits of those of the dequantised rows, at every width and size", L, all) {
    using T = typename L::T;
    constexpr std::size_t rows = 75;
    for (const TableFormat format : {TableFormat::int8, TableFormat::bfloat16}) {
        for (const std::size_t columns : {0U, 1U, 15U, 16U, 17U, 64U, 50U}) {
            CAPTURE(columns);
            const QuantisedTable<T> table = some_table<T>(format, rows, columns);
            Matrix<T> dequantised(rows, columns);
            kernels::dequantise_rows<T, 1>(table, [](std::size_t r) { return r; }, dequantised.view());
            Matrix<T> block;
            Matrix<T> scratch;
            for (const std::size_t users : {0U, 1U, 3U, 4U, 30U}) {
                CAPTURE(users);
                const auto left = random_matrix<T>(users, columns, 2);
                for (const auto& [first, count] :
                     {std::pair{0U, 75U}, std::pair{3U, 33U}, std::pair{74U, 1U}, std::pair{75U, 0U}}) {
                    GuardedMatrix<T> out{users, count};
                    kernels::inner_products<T, L::W>(left.view(), table, first, out.view(), block, scratch);
                    CHECK(out.intact());
                    std::size_t mistakes = 0;
                    for (std::size_t u = 0; u < users; ++u) {
                        for (std::size_t j = 0; j < count; ++j) {
                            const T want =
                                kernels::dot<T, 1>(left.view().row(u), dequantised.view().row(first + j), columns);
                            mistakes += same(out.view()(u, j), want) ? 0U : 1U;
                        }
                    }
                    CHECK(mistakes == 0);
                }
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(all, EveryUserWidth);

TEST_CASE_TEMPLATE("lanes behind the last column get no offset, whose product with 0 has a sign", L, Lanes<float, 1>,
                   Lanes<float, 4>, Lanes<float, 16>, Lanes<double, 8>) {
    using T = typename L::T;
    // Every product is below every number and rounds to -0. So would the sum, were there not zeros in the last lanes.
    constexpr std::size_t columns = 17;
    constexpr std::size_t rows = 40;
    const std::vector<T> small(columns, -std::numeric_limits<T>::denorm_min());
    const std::vector<T> left(columns, T{0.25});
    QuantisedTable<T> table(TableFormat::int8, rows, columns);
    for (std::size_t r = 0; r < rows; ++r) {
        kernels::quantise_row(small.data(), r, table);
    }
    std::vector<T> out(rows);
    Matrix<T> block;
    Matrix<T> scratch;
    kernels::inner_products<T, L::W>({left.data(), 1, columns, columns}, table, 0, {out.data(), 1, rows, rows}, block,
                                     scratch);
    for (const T product : out) {
        CHECK(same(product, kernels::dot<T, 1>(left.data(), small.data(), columns)));
    }
}

} // namespace quantised_products_test
