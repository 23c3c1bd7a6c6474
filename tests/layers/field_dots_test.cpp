// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/field_dots.hpp>

#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/testing/guarded_matrix.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace field_dots_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// The products of M fields of N columns and their gradient.
template <class T, std::size_t W, std::size_t M, std::size_t N>
void check(Executor* executor, std::size_t rows) {
    CAPTURE(M);
    CAPTURE(N);
    CAPTURE(rows);
    constexpr std::size_t pairs = M * (M - 1) / 2;
    const auto in = random_matrix<T>(rows, M * N, 1);
    const auto d_out = random_matrix<T>(rows, pairs, 2);
    GuardedMatrix<T> out{rows, pairs, 3, 1};
    GuardedMatrix<T> d_in{rows, M * N, 3, 2};
    detail::FieldDots<T, W, M, N> dots;
    dots.reserve(nullptr);
    std::vector<int> finished(rows, 0);
    dots.forward(executor, in.view(), out.view(), [&](std::size_t b) { ++finished[b]; });
    dots.backward(executor, in.view(), d_out.view(), d_in.view());
    CHECK(finished == std::vector<int>(rows, 1));
    CHECK(out.intact());
    CHECK(d_in.intact());
    std::size_t mistakes = 0;
    const auto v = [&](std::size_t b, std::size_t i, std::size_t k) { return in.view()(b, i * N + k); };
    for (std::size_t b = 0; b < rows; ++b) {
        for (std::size_t i = 0; i < M; ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                T want = 0;
                for (std::size_t k = 0; k < N; ++k) {
                    want = naive_multiply_add(v(b, i, k), v(b, j, k), want);
                }
                mistakes += same(out.view()(b, i * (i - 1) / 2 + j), want) ? 0U : 1U;
            }
            for (std::size_t k = 0; k < N; ++k) {
                T want = 0;
                for (std::size_t j = 0; j < M; ++j) {
                    const std::size_t low = j < i ? j : i;
                    const std::size_t high = j < i ? i : j;
                    const T factor = i == j ? T{0} : d_out.view()(b, high * (high - 1) / 2 + low);
                    want = naive_multiply_add(factor, v(b, j, k), want);
                }
                mistakes += same(d_in.view()(b, i * N + k), want) ? 0U : 1U;
            }
        }
    }
    CHECK(mistakes == 0);
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("products of fields and their gradient are summed in order, at every width", L, each) {
    for (Executor* const executor : {static_cast<Executor*>(nullptr), static_cast<Executor*>(&three_threads())}) {
        for (const std::size_t rows : {0U, 1U, 7U}) {
            check<typename L::T, L::W, 2, 1>(executor, rows);
            check<typename L::T, L::W, 3, 16>(executor, rows);
            check<typename L::T, L::W, 18, 10>(executor, rows);
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(each, EveryUserWidth);

} // namespace field_dots_test
