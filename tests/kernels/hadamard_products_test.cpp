// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/hadamard_products.hpp>

#include <cstddef>
#include <limits>

#include <doctest/doctest.h>

#include <linnet/testing/guarded_matrix.hpp>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace hadamard_products_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// The number of elements of `got` that are not `want(vector, column)`.
template <class T, class Want>
std::size_t mistakes_of(const GuardedMatrix<T>& got, std::size_t n, const Want& want) {
    std::size_t mistakes = got.intact() ? 0 : 1;
    for (std::size_t c = 0; c < got.view().columns; ++c) {
        mistakes += same(got.view()(0, c), want(c / n, c % n)) ? 0U : 1U;
    }
    return mistakes;
}

template <class T, std::size_t W, std::size_t N>
void check(std::size_t m) {
    CAPTURE(N);
    CAPTURE(m);
    const std::size_t pairs = m * (m - 1) / 2;
    const auto left = random_matrix<T>(1, (m - 1) * N, 1);
    const auto right = random_matrix<T>(1, m * N, 2);
    const auto d = random_matrix<T>(1, pairs * N, 3);
    const auto unwritten = [](std::size_t vectors, unsigned mark) {
        GuardedMatrix<T> matrix{1, vectors * N, 0, mark};
        matrix.fill(std::numeric_limits<T>::quiet_NaN());
        return matrix;
    };
    const auto gradient = [&](std::size_t i, std::size_t j, std::size_t k) {
        return d.view()(0, (i * (i - 1) / 2 + j) * N + k);
    };
    // From `start`, what vector i gets of those before it in `of`, and what vector j gets of those behind it.
    const auto of_before = [&](const GuardedMatrix<T>& of, std::size_t i, std::size_t k, T start) {
        for (std::size_t j = 0; j < i; ++j) {
            start = naive_multiply_add(gradient(i, j, k), of.view()(0, j * N + k), start);
        }
        return start;
    };
    const auto of_behind = [&](std::size_t j, std::size_t k, T start) {
        for (std::size_t i = j + 1; i < m; ++i) {
            start = naive_multiply_add(gradient(i, j, k), right.view()(0, i * N + k), start);
        }
        return start;
    };

    auto to = unwritten(pairs, 1);
    kernels::hadamard_products<T, W, N>(left.view().data, right.view().data, to.view().data, m);
    std::size_t i = 1;
    std::size_t j = 0;
    CHECK(mistakes_of(to, N, [&](std::size_t, std::size_t k) {
              const T want = right.view()(0, i * N + k) * left.view()(0, j * N + k);
              if (k + 1 == N && ++j == i) {
                  ++i;
                  j = 0;
              }
              return want;
          }) == 0);

    auto d_left = unwritten(m - 1, 2);
    auto d_right = unwritten(m, 3);
    kernels::hadamard_gradients<T, W, N>(left.view().data, right.view().data, d.view().data, d_left.view().data,
                                         d_right.view().data, m);
    CHECK(mistakes_of(d_left, N, [&](std::size_t v, std::size_t k) { return of_behind(v, k, T{0}); }) == 0);
    CHECK(mistakes_of(d_right, N, [&](std::size_t v, std::size_t k) { return of_before(left, v, k, T{0}); }) == 0);

    auto d_both = unwritten(m, 4);
    kernels::hadamard_gradients<T, W, N>(right.view().data, right.view().data, d.view().data, d_both.view().data,
                                         d_both.view().data, m);
    CHECK(mistakes_of(d_both, N, [&](std::size_t v, std::size_t k) {
              return of_behind(v, k, of_before(right, v, k, T{0}));
          }) == 0);
}

template <class T, std::size_t W, std::size_t N>
void check_of_pairs(std::size_t m) {
    CAPTURE(N);
    CAPTURE(m);
    const std::size_t pairs = m * (m - 1) / 2;
    const auto left = random_matrix<T>(1, pairs * N, 1);
    const auto right = random_matrix<T>(1, m * N, 2);
    const auto d = random_matrix<T>(1, pairs * N, 3);
    GuardedMatrix<T> to{1, pairs * N, 0, 1};
    GuardedMatrix<T> d_left{1, pairs * N, 0, 2};
    GuardedMatrix<T> d_right{1, m * N, 0, 3};
    kernels::hadamard_products<T, W, N, true>(left.view().data, right.view().data, to.view().data, m);
    kernels::hadamard_gradients<T, W, N, true>(left.view().data, right.view().data, d.view().data, d_left.view().data,
                                               d_right.view().data, m);
    CHECK(to.intact());
    CHECK(d_left.intact());
    CHECK(d_right.intact());
    std::size_t mistakes = 0;
    std::size_t at = 0;
    for (std::size_t i = 0; i < m; ++i) {
        for (std::size_t k = 0; k < N; ++k) {
            T sum = 0;
            for (std::size_t j = 0; j < i; ++j) {
                const std::size_t c = at + j * N + k;
                const T of_right = right.view()(0, i * N + k);
                sum = naive_multiply_add(d.view()(0, c), left.view()(0, c), sum);
                mistakes += same(to.view()(0, c), of_right * left.view()(0, c)) ? 0U : 1U;
                mistakes += same(d_left.view()(0, c), d.view()(0, c) * of_right) ? 0U : 1U;
            }
            mistakes += same(d_right.view()(0, i * N + k), sum) ? 0U : 1U;
        }
        at += i * N;
    }
    CHECK(mistakes == 0);
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("products of every two vectors and their gradients, at every width and size", L, products) {
    for (const std::size_t m : {2U, 3U, 7U}) {
        check<typename L::T, L::W, 1>(m);
        check<typename L::T, L::W, 3>(m);
        check<typename L::T, L::W, 10>(m);
        check<typename L::T, L::W, 16>(m);
        check<typename L::T, L::W, 35>(m);
    }
}
TEST_CASE_TEMPLATE_APPLY(products, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("products whose left vectors differ from pair to pair, at every width", L, of_pairs) {
    for (const std::size_t m : {2U, 3U, 7U}) {
        check_of_pairs<typename L::T, L::W, 3>(m);
        check_of_pairs<typename L::T, L::W, 16>(m);
        check_of_pairs<typename L::T, L::W, 35>(m);
    }
}
TEST_CASE_TEMPLATE_APPLY(of_pairs, EveryUserWidth);

} // namespace hadamard_products_test
