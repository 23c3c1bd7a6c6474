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
enum class Transposed { none, left, right };

template <class T>
void negate(MatrixView<T> part) {
    for (std::size_t r = 0; r < part.rows; ++r) {
        for (std::size_t c = 0; c < part.columns; ++c) {
            part(r, c) = -part(r, c);
        }
    }
}

/// Runs one product, whose result is negated in the end where it starts from a bias, and counts the elements of C, or
/// every `step`th of them, that are not as the twin says; 1 more if anything else was written.
template <class L>
std::size_t mistakes(std::size_t rows, std::size_t inner, std::size_t columns, Start start,
                     Transposed transposed = Transposed::none, std::size_t step = 1) {
    using T = typename L::T;
    const bool left = transposed == Transposed::left;
    const bool right = transposed == Transposed::right;
    auto a = left ? random_matrix<T>(inner, rows, 1) : random_matrix<T>(rows, inner, 1);
    auto b = right ? random_matrix<T>(columns, inner, 2) : random_matrix<T>(inner, columns, 2);
    auto bias = random_matrix<T>(1, columns, 3);
    auto c = random_matrix<T>(rows, columns, 4);
    const auto before = c;
    const auto a_at = [&](std::size_t i, std::size_t k) { return left ? a.view()(k, i) : a.view()(i, k); };
    const auto b_at = [&](std::size_t k, std::size_t j) { return right ? b.view()(j, k) : b.view()(k, j); };
    const std::size_t stride = a.view().stride;
    kernels::MatmulRows<const T> from{nullptr, 0};
    if (start == Start::bias) {
        from = {bias.view().data, 0};
    } else if (start == Start::result) {
        from = {c.view().data, c.view().stride};
    }
    const kernels::MatmulLeft<T> a_view{a.view().data, left ? 1 : stride, left ? stride : 1};
    const kernels::MatmulRows<const T> b_view{b.view().data, b.view().stride};
    const kernels::MatmulRows<T> c_view{c.view().data, c.view().stride};
    right ? kernels::matmul_transposed<T, L::W>(rows, inner, columns, a_view, b_view, c_view, from)
          : kernels::matmul<T, L::W>(rows, inner, columns, a_view, b_view, c_view, from,
                                     start == Start::bias ? negate<T> : nullptr);
    std::size_t count = c.intact() ? 0 : 1;
    for (std::size_t at = 0; at < rows * columns; at += step) {
        const std::size_t i = at / columns;
        const std::size_t j = at % columns;
        NaiveSum<T> want{start == Start::zeros ? T{0} : start == Start::bias ? bias.view()(0, j) : before.view()(i, j)};
        for (std::size_t k = 0; k < inner; ++k) {
            want.multiply_add(a_at(i, k), b_at(k, j));
        }
        const T sum = start == Start::bias && !right ? -c.view()(i, j) : c.view()(i, j);
        count += same(sum, want.bits) && want.plausible() ? 0U : 1U;
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
                CHECK(mistakes<L>(rows, inner, columns, Start::zeros) == 0);
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(products, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("a matrix product starts from a bias or adds to what is there, at every width", L, starts) {
    for (const Start start : {Start::bias, Start::result}) {
        for (const std::size_t columns : lengths_around_packs<L::W>()) {
            CAPTURE(columns);
            CHECK(mistakes<L>(8, 5, columns, start) == 0);
            CHECK(mistakes<L>(8, 0, columns, start) == 0);
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(starts, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("one row times a matrix has the bits of the product of matrices", L, row_products) {
    using T = typename L::T;
    for (const std::size_t columns : lengths_around_packs<L::W>()) {
        for (const std::size_t inner : {std::size_t{0}, std::size_t{1}, std::size_t{7}}) {
            for (const bool biased : {false, true}) {
                CAPTURE(columns);
                CAPTURE(inner);
                const auto a = random_matrix<T>(1, inner, 1);
                const auto b = random_matrix<T>(inner, columns, 2);
                const auto bias = random_matrix<T>(1, columns, 3);
                auto c = random_matrix<T>(1, columns, 4);
                kernels::vecmat<T, L::W>(inner, columns, a.view().data, {b.view().data, b.view().stride}, c.view().data,
                                         biased ? bias.view().data : nullptr);
                CHECK(c.intact());
                std::size_t mistakes = 0;
                for (std::size_t j = 0; j < columns; ++j) {
                    NaiveSum<T> want{biased ? bias.view()(0, j) : T{0}};
                    for (std::size_t k = 0; k < inner; ++k) {
                        want.multiply_add(a.view()(0, k), b.view()(k, j));
                    }
                    mistakes += same(c.view()(0, j), want.bits) && want.plausible() ? 0U : 1U;
                }
                CHECK(mistakes == 0);
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(row_products, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("the left factor of a matrix product may be read transposed, at every width", L, transposes) {
    for (std::size_t rows = 0; rows <= 6; ++rows) {
        CAPTURE(rows);
        CHECK(mistakes<L>(rows, 9, 5 * L::W + 1, Start::zeros, Transposed::left) == 0);
        CHECK(mistakes<L>(rows, 33, 4 * L::W, Start::result, Transposed::left) == 0);
    }
}
TEST_CASE_TEMPLATE_APPLY(transposes, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("the right factor of a matrix product may be given transposed, at every width", L, rights) {
    for (const std::size_t columns : lengths_around_packs<L::W>()) {
        CAPTURE(columns);
        CHECK(mistakes<L>(7, 19, columns, Start::zeros, Transposed::right) == 0);
        CHECK(mistakes<L>(0, 3, columns, Start::zeros, Transposed::right) == 0);
        CHECK(mistakes<L>(2, 0, columns, Start::bias, Transposed::right) == 0);
    }
}
TEST_CASE_TEMPLATE_APPLY(rights, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("a large right factor is given transposed to few rows, at every width", L, few_rows) {
    for (const std::size_t rows : {2 * L::W, std::size_t{32}, std::size_t{64}}) {
        CAPTURE(rows);
        for (const Start start : {Start::zeros, Start::bias, Start::result}) {
            CHECK(mistakes<L>(rows, 600, 131, start, Transposed::right, 13) == 0);
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(few_rows, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("products of several blocks sum in the same order, at every width", L, blocks) {
    CHECK(mistakes<L>(323, 258, 7, Start::bias) == 0);
    CHECK(mistakes<L>(9, 513, 5 * L::W + 1, Start::result, Transposed::left) == 0);
    CHECK(mistakes<L>(321, 257, 4 * L::W + 1, Start::zeros, Transposed::right, 7) == 0);
    for (const Transposed transposed : {Transposed::none, Transposed::left, Transposed::right}) {
        CHECK(mistakes<L>(330, 390, 388, Start::bias, transposed, 37) == 0); // all three are beyond the near cache
    }
}
TEST_CASE_TEMPLATE_APPLY(blocks, EveryUserWidth);

} // namespace matmul_test
