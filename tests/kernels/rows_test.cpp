// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/rows.hpp>

#include <cstddef>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace rows_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE_TEMPLATE_DEFINE("an element-wise map visits every element once, whether rows touch or not", L, maps) {
    using T = typename L::T;
    for (const std::size_t columns : lengths_around_packs<L::W>()) {
        for (const std::size_t rows : {0U, 1U, 5U}) {
            for (const std::size_t gaps : {0U, 1U, 2U, 3U, 7U}) { // a bit for each matrix
                Executor* const executor = gaps < 2 ? nullptr : &three_threads();
                CAPTURE(columns);
                CAPTURE(rows);
                CAPTURE(gaps);
                auto a = random_matrix<T>(rows, columns, 1, gaps & 1U);
                auto b = random_matrix<T>(rows, columns, 2, gaps & 2U);
                auto to = random_matrix<T>(rows, columns, 3, gaps & 4U);
                kernels::map_rows<T, L::W>(
                    executor, to.view(), [](const auto& x, const auto& y) { return x - y; }, a.view(), b.view());
                std::size_t mistakes = to.intact() && a.intact() && b.intact() ? 0 : 1;
                for (std::size_t r = 0; r < rows; ++r) {
                    for (std::size_t c = 0; c < columns; ++c) {
                        mistakes += same(to.view()(r, c), a.view()(r, c) - b.view()(r, c)) ? 0U : 1U;
                    }
                }
                CHECK(mistakes == 0);
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(maps, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("the rows of a matrix are copied, into memory of another stride, too", L, copies) {
    using T = typename L::T;
    auto from = random_matrix<T>(3, 2 * L::W + 1, 1);
    Matrix<T> to;
    to.reserve(3, 2 * L::W + 1);
    kernels::copy_rows<T, L::W>(nullptr, to.view(), from.view());
    CHECK(from.intact());
    std::size_t mistakes = 0;
    for (std::size_t r = 0; r < 3; ++r) {
        for (std::size_t c = 0; c < 2 * L::W + 1; ++c) {
            mistakes += same(to.view()(r, c), from.view()(r, c)) ? 0U : 1U;
        }
    }
    CHECK(mistakes == 0);
}
TEST_CASE_TEMPLATE_APPLY(copies, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("an element-wise map may write to one of its arguments", L, in_place) {
    using T = typename L::T;
    auto a = random_matrix<T>(4, 3 * L::W + 2, 1);
    const auto before = a;
    kernels::map_rows<T, L::W>(
        nullptr, a.view(), [](const auto& x, const auto& y) { return x + y; }, a.view(), a.view());
    CHECK(a.intact());
    CHECK(a.view()(3, 3 * L::W + 1) == before.view()(3, 3 * L::W + 1) + before.view()(3, 3 * L::W + 1));
}
TEST_CASE_TEMPLATE_APPLY(in_place, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("rows are copied, scaled and added with one rounding, at every width and size", L, rows) {
    using T = typename L::T;
    const T scale{0.3F};
    for (std::size_t n = 0; n <= 4 * L::W + 1; ++n) {
        CAPTURE(n);
        auto from = random_matrix<T>(1, n, 1);
        const auto start = random_matrix<T>(1, n, 2);
        auto copied = start;
        auto scaled = start;
        auto added = start;
        kernels::copy_row<T, L::W>(from.view().data, copied.view().data, n);
        kernels::scale_row<T, L::W>(scale, from.view().data, scaled.view().data, n);
        kernels::add_scaled_row<T, L::W>(scale, from.view().data, added.view().data, n);
        std::size_t mistakes = copied.intact() && scaled.intact() && added.intact() ? 0 : 1;
        for (std::size_t i = 0; i < n; ++i) {
            const T x = from.view()(0, i);
            mistakes += same(copied.view()(0, i), x) ? 0U : 1U;
            mistakes += same(scaled.view()(0, i), scale * x) ? 0U : 1U;
            mistakes += same(added.view()(0, i), naive_multiply_add(scale, x, start.view()(0, i))) ? 0U : 1U;
        }
        CHECK(mistakes == 0);
    }
}
TEST_CASE_TEMPLATE_APPLY(rows, EveryUserWidth);

} // namespace rows_test
