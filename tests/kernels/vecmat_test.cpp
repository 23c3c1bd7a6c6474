// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/vecmat.hpp>

#include <cstddef>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace vecmat_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class L>
std::size_t mistakes(std::size_t rows, std::size_t columns, std::size_t v_stride) {
    using T = typename L::T;
    auto v = random_matrix<T>(1, rows * v_stride + 1, 1);
    auto x = random_matrix<T>(rows, columns, 2);
    auto y = random_matrix<T>(1, columns, 3);
    const auto before = y;
    kernels::vecmat_add<T, L::W>(v.view().data, v_stride, x.view(), y.view().data);
    std::size_t count = y.intact() ? 0 : 1;
    for (std::size_t k = 0; k < columns; ++k) {
        NaiveSum<T> want{before.view()(0, k)};
        for (std::size_t i = 0; i < rows; ++i) {
            want.multiply_add(v.view()(0, i * v_stride), x.view()(i, k));
        }
        count += same(y.view()(0, k), want.bits) && want.plausible() ? 0U : 1U;
    }
    return count;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("a vector times a matrix adds rows in order, at every width and size", L, products) {
    for (const std::size_t rows : {0U, 1U, 2U, 33U}) {
        for (std::size_t columns : lengths_around_packs<L::W>()) {
            CAPTURE(rows);
            CAPTURE(columns);
            CHECK(mistakes<L>(rows, columns, 1) == 0);
            CHECK(mistakes<L>(rows, columns, 3) == 0);
            CHECK(mistakes<L>(rows, columns, 0) == 0);
        }
        CHECK(mistakes<L>(rows, 17 * L::W + 1, 1) == 0);
    }
}
TEST_CASE_TEMPLATE_APPLY(products, EveryUserWidth);

} // namespace vecmat_test
