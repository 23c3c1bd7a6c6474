// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/field_aware.hpp>

#include <array>
#include <cstddef>

#include <doctest/doctest.h>

#include <linnet/testing/guarded_matrix.hpp>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace field_aware_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class T, std::size_t W, std::size_t N>
void check(std::size_t m) {
    CAPTURE(N);
    CAPTURE(m);
    const auto in = random_matrix<T>(1, m * m * N, 1);
    const auto v = [&](std::size_t i, std::size_t j, std::size_t k) { return in.view()(0, (i * m + j) * N + k); };
    std::array<T, 16> lanes{};
    for (std::size_t k = 0; k < N; ++k) {
        std::array<T, 4> sums{};
        for (std::size_t i = 0; i < m; ++i) {
            for (std::size_t j = i + 1; j < m; ++j) {
                T& sum = sums[(j - i - 1) % 4];
                sum = naive_multiply_add(v(i, j, k), v(j, i, k), sum);
            }
        }
        lanes[k % 16] += (sums[0] + sums[2]) + (sums[1] + sums[3]);
    }
    for (std::size_t half = 8; half > 0; half /= 2) {
        for (std::size_t l = 0; l < half; ++l) {
            lanes[l] += lanes[l + half];
        }
    }
    CHECK(same(kernels::field_aware_sum<T, W, N>(in.view().data, m), lanes[0]));

    GuardedMatrix<T> d_in{1, m * m * N, 0, 1};
    const T d{-0.7F};
    kernels::field_aware_gradient<T, W, N>(d, in.view().data, d_in.view().data, m);
    CHECK(d_in.intact());
    std::size_t mistakes = 0;
    for (std::size_t i = 0; i < m; ++i) {
        for (std::size_t j = 0; j < m; ++j) {
            for (std::size_t k = 0; k < N; ++k) {
                mistakes += same(d_in.view()(0, (i * m + j) * N + k), i == j ? T{0} : d * v(j, i, k)) ? 0U : 1U;
            }
        }
    }
    CHECK(mistakes == 0);
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("the products of vectors for each other's field, at every width and size", L, products) {
    for (const std::size_t m : {1U, 2U, 3U, 4U, 5U, 6U, 11U}) {
        check<typename L::T, L::W, 1>(m);
        check<typename L::T, L::W, 4>(m);
        check<typename L::T, L::W, 10>(m);
        check<typename L::T, L::W, 16>(m);
        check<typename L::T, L::W, 35>(m);
    }
}
TEST_CASE_TEMPLATE_APPLY(products, EveryUserWidth);

} // namespace field_aware_test
