// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/matmul.hpp>

#include <cstddef>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace matmul_test {

using namespace linnet;
using namespace linnet_test;

namespace {

enum class Start { zeros, bias, result };

/// Runs one product and counts the elements of C that are not as the twin says; 1 more if anything else was written.
template <class L>
std::size_t mistakes(std::size_t rows, std::size_t inner, std::size_t columns, Start start, bool transposed) {
    using T = typename L::T;
    auto a = transposed ? random_matrix<T>(inner, rows, 1) : random_matrix<T>(rows, inner, 1);
    auto b = random_matrix<T>(inner, columns, 2);
    auto bias = random_matrix<T>(1, columns, 3);
    auto c = random_matrix<T>(rows, columns, 4);
    const auto before = c;
    const auto a_at = [&](std::size_t i, std::size_t k) { return transposed ? a.view()(k, i) : a.view()(i, k); };
    const std::size_t stride = a.view().stride;
    MatmulRows<const T> from{nullptr, 0};
    if (start == Start::bias) {
        from = {bias.view().data, 0};
    } else if (start == Start::result) {
        from = {c.view().data, c.view().stride};
    }
    matmul<T, L::W>(rows, inner, columns, {a.view().data, transposed ? 1 : stride, transposed ? stride : 1},
                    {b.view().data, b.view().stride}, {c.view().data, c.view().stride}, from);
    std::size_t count = c.intact() ? 0 : 1;
    for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t j = 0; j < columns; ++j) {
            NaiveSum<T> want{start == Start::zeros  ? T{0}
                             : start == Start::bias ? bias.view()(0, j)
                                                    : before.view()(i, j)};
            for (std::size_t k = 0; k < inner; ++k) {
                want.multiply_add(a_at(i, k), b.view()(k, j));
            }
            count += same(c.view()(i, j), want.bits) && want.plausible() ? 0U : 1U;
        }
    }
    return count;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("a matrix product sums over the inner dimension in order, at every width and size", L,
                          products) {
    for (std::size_t rows = 0; rows <= 11; ++rows) {
        for (const std::size_t columns : lengths_around_packs<L::W>()) {
            for (const std::size_t inner : {std::size_t{0}, std::size_t{1}, std::size_t{7}}) {
                CAPTURE(rows);
                CAPTURE(columns);
                CAPTURE(inner);
                CHECK(mistakes<L>(rows, inner, columns, Start::zeros, false) == 0);
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(products, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("a matrix product starts from a bias or adds to what is there, at every width", L, starts) {
    for (const Start start : {Start::bias, Start::result}) {
        for (const std::size_t columns : lengths_around_packs<L::W>()) {
            CAPTURE(columns);
            CHECK(mistakes<L>(8, 5, columns, start, false) == 0);
            CHECK(mistakes<L>(8, 0, columns, start, false) == 0);
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(starts, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("the left factor of a matrix product may be read transposed, at every width", L, transposes) {
    for (std::size_t rows = 0; rows <= 6; ++rows) {
        CAPTURE(rows);
        CHECK(mistakes<L>(rows, 9, 5 * L::W + 1, Start::zeros, true) == 0);
        CHECK(mistakes<L>(rows, 33, 4 * L::W, Start::result, true) == 0);
    }
}
TEST_CASE_TEMPLATE_APPLY(transposes, EveryUserWidth);

} // namespace matmul_test
