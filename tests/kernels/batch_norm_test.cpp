// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/batch_norm.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace batch_norm_kernel_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// How many elements differ in bits from those of width 1, or by more than a few roundings from `want(i, c)`.
template <class T, class Want>
std::size_t mistakes(const GuardedMatrix<T>& got, const GuardedMatrix<T>& scalar, const Want& want) {
    const double tolerance = 64.0 * std::numeric_limits<T>::epsilon();
    std::size_t count = got.intact() ? 0 : 1;
    for (std::size_t i = 0; i < got.view().rows; ++i) {
        for (std::size_t c = 0; c < got.view().columns; ++c) {
            const double expected = want(i, c);
            const double error = std::abs(static_cast<double>(got.view()(i, c)) - expected);
            count += same(got.view()(i, c), scalar.view()(i, c)) ? 0U : 1U;
            count += error <= tolerance * std::max(1.0, std::abs(expected)) ? 0U : 1U;
        }
    }
    return count;
}

/// What the kernels read: the same for every width.
template <class T>
struct Numbers {
    std::size_t rows;
    std::size_t columns;
    GuardedMatrix<T> from = random_matrix<T>(rows, columns, 1);
    GuardedMatrix<T> d_to = random_matrix<T>(rows, columns, 2);
    GuardedMatrix<T> mean = random_matrix<T>(1, columns, 3);
    GuardedMatrix<T> scale = random_matrix<T>(1, columns, 4);
    GuardedMatrix<T> gamma = random_matrix<T>(1, columns, 5);
    GuardedMatrix<T> beta = random_matrix<T>(1, columns, 6);
    GuardedMatrix<T> d_mean = random_matrix<T>(1, columns, 7);
    GuardedMatrix<T> slope = random_matrix<T>(1, columns, 8);

    [[nodiscard]] kernels::ColumnNorm<T> norm() {
        return {mean.view().data, scale.view().data, gamma.view().data, beta.view().data};
    }
    [[nodiscard]] double x(std::size_t i, std::size_t c) const {
        return at(scale, 0, c) * (at(from, i, c) - at(mean, 0, c));
    }
    [[nodiscard]] static double at(const GuardedMatrix<T>& matrix, std::size_t i, std::size_t c) {
        return static_cast<double>(matrix.view()(i, c));
    }
};

/// Runs `compute.operator()<W>(matrix)` and the same at width 1, from equal matrices, and counts mistakes.
template <class L, class Compute, class Want>
std::size_t mistakes_of(std::size_t rows, std::size_t columns, const Compute& compute, const Want& want) {
    auto got = random_matrix<typename L::T>(rows, columns, 9);
    auto scalar = got;
    compute.template operator()<L::W>(got.view());
    compute.template operator()<1>(scalar.view());
    return mistakes(got, scalar, want);
}

template <std::size_t W, class Check>
void for_each_size(const Check& check) {
    for (const std::size_t rows : {1U, 2U, 3U, 33U}) {
        for (const std::size_t columns : {std::size_t{0}, std::size_t{1}, W - 1, W, W + 1, 3 * W + 2, 9 * W + 1}) {
            CAPTURE(rows);
            CAPTURE(columns);
            check(rows, columns);
        }
    }
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("column_moments are mean and biased variance, with the same bits at every width", L,
                          moments) {
    using T = typename L::T;
    for_each_size<L::W>([](std::size_t rows, std::size_t columns) {
        const auto x = random_matrix<T>(rows, columns, 1);
        const auto mean = [&](std::size_t c) {
            double sum = 0;
            for (std::size_t i = 0; i < rows; ++i) {
                sum += Numbers<T>::at(x, i, c);
            }
            return sum / static_cast<double>(rows);
        };
        const auto variance = [&](std::size_t c) {
            double sum = 0;
            for (std::size_t i = 0; i < rows; ++i) {
                sum += std::pow(Numbers<T>::at(x, i, c) - mean(c), 2);
            }
            return sum / static_cast<double>(rows);
        };
        CHECK(
            mistakes_of<L>(
                2, columns,
                [&]<std::size_t W>(MatrixView<T> to) { kernels::column_moments<T, W>(x.view(), to.row(0), to.row(1)); },
                [&](std::size_t i, std::size_t c) { return i == 0 ? mean(c) : variance(c); }) == 0);
    });
}
TEST_CASE_TEMPLATE_APPLY(moments, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("normalize_columns, the sums for it and its gradient are their formulas, with the same bits "
                          "at every width",
                          L, formulas) {
    using T = typename L::T;
    for_each_size<L::W>([](std::size_t rows, std::size_t columns) {
        Numbers<T> numbers{.rows = rows, .columns = columns};
        const auto at = Numbers<T>::at;
        CHECK(mistakes_of<L>(
                  rows, columns,
                  [&]<std::size_t W>(MatrixView<T> to) {
                      kernels::normalize_columns<T, W>(numbers.norm(), numbers.from.view(), to);
                  },
                  [&](std::size_t i, std::size_t c) {
                      return at(numbers.gamma, 0, c) * numbers.x(i, c) + at(numbers.beta, 0, c);
                  }) == 0);
        CHECK(mistakes_of<L>(
                  2, columns,
                  [&]<std::size_t W>(MatrixView<T> to) {
                      const kernels::ColumnNorm<T> norm = numbers.norm();
                      kernels::column_norm_sums<T, W>(norm.mean, norm.scale, numbers.from.view(), numbers.d_to.view(),
                                                      to.row(0), to.row(1));
                  },
                  [&](std::size_t which, std::size_t c) {
                      double sum = 0;
                      for (std::size_t i = 0; i < rows; ++i) {
                          sum += at(numbers.d_to, i, c) * (which == 0 ? 1.0 : numbers.x(i, c));
                      }
                      return sum;
                  }) == 0);
        CHECK(mistakes_of<L>(
                  rows, columns,
                  [&]<std::size_t W>(MatrixView<T> d_from) {
                      kernels::column_norm_gradient<T, W>(numbers.norm(), numbers.d_mean.view().data,
                                                          numbers.slope.view().data, numbers.from.view(),
                                                          numbers.d_to.view(), d_from);
                  },
                  [&](std::size_t i, std::size_t c) {
                      return at(numbers.gamma, 0, c) * at(numbers.scale, 0, c) *
                             (at(numbers.d_to, i, c) - at(numbers.d_mean, 0, c) -
                              at(numbers.slope, 0, c) * numbers.x(i, c));
                  }) == 0);
    });
}
TEST_CASE_TEMPLATE_APPLY(formulas, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("inverse_deviations and move_average are their formulas, with the same bits at every width",
                          L, rows_of_numbers) {
    using T = typename L::T;
    for_each_size<L::W>([](std::size_t, std::size_t columns) {
        const auto before = random_matrix<T>(1, columns, 1);
        auto now = random_matrix<T>(1, columns, 2);
        const auto at = Numbers<T>::at;
        CHECK(mistakes_of<L>(
                  1, columns,
                  [&]<std::size_t W>(MatrixView<T> to) {
                      kernels::move_average<T, W>(before.view().data, T{0.25}, now.view().data, to.data, columns);
                  },
                  [&](std::size_t, std::size_t c) { return 0.75 * at(before, 0, c) + 0.25 * at(now, 0, c); }) == 0);
        for (std::size_t c = 0; c < columns; ++c) {
            now.view()(0, c) *= now.view()(0, c);
        }
        CHECK(mistakes_of<L>(
                  1, columns,
                  [&]<std::size_t W>(MatrixView<T> to) {
                      kernels::inverse_deviations<T, W>(now.view().data, T{0.0625}, to.data, columns);
                  },
                  [&](std::size_t, std::size_t c) { return 1 / std::sqrt(at(now, 0, c) + 0.0625); }) == 0);
    });
}
TEST_CASE_TEMPLATE_APPLY(rows_of_numbers, EveryUserWidth);

} // namespace batch_norm_kernel_test
