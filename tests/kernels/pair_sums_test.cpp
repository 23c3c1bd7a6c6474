// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/pair_sums.hpp>

#include <array>
#include <cstddef>

#include <doctest/doctest.h>

#include <linnet/testing/guarded_matrix.hpp>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace pair_sums_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// Calls `check.operator()<N>(in)` for fields of N columns, as many as packs and tiles end at and some between.
template <class T, class Check>
void for_each_size(const Check& check) {
    const auto of = [&]<std::size_t N>() {
        for (const std::size_t fields : {1U, 2U, 3U, 7U}) {
            for (const std::size_t rows : {0U, 1U, 2U, 3U, 5U, 9U}) {
                CAPTURE(N);
                CAPTURE(fields);
                CAPTURE(rows);
                check.template operator()<N>(random_matrix<T>(rows, fields * N, 1));
            }
        }
    };
    of.template operator()<1>();
    of.template operator()<3>();
    of.template operator()<10>();
    of.template operator()<16>();
    of.template operator()<35>();
}

/// The sum over pairs of column k, and the sum of the fields, in the order of the fields.
template <class T>
std::array<T, 2> naive_pair_sum(ConstMatrixView<T> in, std::size_t n, std::size_t b, std::size_t k) {
    T pairs = 0;
    T sum = in(b, k);
    for (std::size_t at = k + n; at < in.columns; at += n) {
        pairs = naive_multiply_add(in(b, at), sum, pairs);
        sum += in(b, at);
    }
    return {pairs, sum};
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("pair sums are made in the order of the fields, at every width and size", L, each) {
    using T = typename L::T;
    for_each_size<T>([]<std::size_t N>(const GuardedMatrix<T>& in) {
        const std::size_t rows = in.view().rows;
        GuardedMatrix<T> to{rows, N, 3, 1};
        GuardedMatrix<T> sums{rows, N, 2, 2};
        kernels::pair_sums<T, L::W, N>(in.view(), to.view(), sums.view());
        CHECK(to.intact());
        CHECK(sums.intact());
        std::size_t mistakes = 0;
        for (std::size_t b = 0; b < rows; ++b) {
            for (std::size_t k = 0; k < N; ++k) {
                const std::array<T, 2> want = naive_pair_sum<T>(in.view(), N, b, k);
                mistakes += same(to.view()(b, k), want[0]) && same(sums.view()(b, k), want[1]) ? 0U : 1U;
            }
        }
        CHECK(mistakes == 0);
    });
}
TEST_CASE_TEMPLATE_APPLY(each, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("total pair sums are added by 16 lanes and a halving tree", L, total) {
    using T = typename L::T;
    for_each_size<T>([]<std::size_t N>(const GuardedMatrix<T>& in) {
        const std::size_t rows = in.view().rows;
        GuardedMatrix<T> to{rows, 1, 3, 1};
        GuardedMatrix<T> sums{rows, N, 2, 2};
        kernels::total_pair_sums<T, L::W, N>(in.view(), to.view(), sums.view());
        CHECK(to.intact());
        CHECK(sums.intact());
        std::size_t mistakes = 0;
        for (std::size_t b = 0; b < rows; ++b) {
            std::array<T, 16> lanes{};
            for (std::size_t k = 0; k < N; ++k) {
                const std::array<T, 2> want = naive_pair_sum<T>(in.view(), N, b, k);
                lanes[k % 16] += want[0];
                mistakes += same(sums.view()(b, k), want[1]) ? 0U : 1U;
            }
            for (std::size_t half = 8; half > 0; half /= 2) {
                for (std::size_t l = 0; l < half; ++l) {
                    lanes[l] += lanes[l + half];
                }
            }
            mistakes += same(to.view()(b, 0), lanes[0]) ? 0U : 1U;
        }
        CHECK(mistakes == 0);
    });
}
TEST_CASE_TEMPLATE_APPLY(total, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("the gradient of a field is d times the sum of the others", L, gradient) {
    using T = typename L::T;
    for_each_size<T>([]<std::size_t N>(const GuardedMatrix<T>& in) {
        const std::size_t rows = in.view().rows;
        const auto sums = random_matrix<T>(rows, N, 2);
        const auto check = [&]<std::size_t Given>() {
            const auto d = random_matrix<T>(rows, Given, 3);
            GuardedMatrix<T> d_in{rows, in.view().columns, 3, 1};
            kernels::pair_sums_gradient<T, L::W, N, Given>(in.view(), sums.view(), d.view(), d_in.view());
            CHECK(d_in.intact());
            std::size_t mistakes = 0;
            for (std::size_t b = 0; b < rows; ++b) {
                for (std::size_t c = 0; c < in.view().columns; ++c) {
                    const T want = d.view()(b, c % N % Given) * (sums.view()(b, c % N) - in.view()(b, c));
                    mistakes += same(d_in.view()(b, c), want) ? 0U : 1U;
                }
            }
            CHECK(mistakes == 0);
        };
        check.template operator()<1>();
        check.template operator()<N>();
    });
}
TEST_CASE_TEMPLATE_APPLY(gradient, EveryUserWidth);

TEST_CASE("a sum over pairs keeps what a difference of squares would lose") {
    GuardedMatrix<float> in{1, 3, 0};
    in.view()(0, 0) = 4096.0F; // its square leaves no room for what is added
    in.view()(0, 1) = 1.0F / 4096.0F;
    in.view()(0, 2) = 0.0F;
    GuardedMatrix<float> to{1, 1};
    GuardedMatrix<float> sums{1, 1};
    kernels::pair_sums<float, 8, 1>(in.view(), to.view(), sums.view());
    CHECK(to.view()(0, 0) == 1.0F);
}

} // namespace pair_sums_test
