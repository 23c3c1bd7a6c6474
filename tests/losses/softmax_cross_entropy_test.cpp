// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/softmax_cross_entropy.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/loss_checks.hpp"
#include "../support/naive_kernels.hpp"

namespace softmax_cross_entropy_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class T>
double naive(ConstMatrixView<T> z, ConstMatrixView<T> y, std::span<const T> w, std::size_t row, std::size_t column,
             double change) {
    double total = 0;
    for (std::size_t r = 0; r < z.rows; ++r) {
        double sum = 0;
        double target = 0;
        for (std::size_t c = 0; c < z.columns; ++c) {
            const double x = static_cast<double>(z(r, c)) + (r == row && c == column ? change : 0.0);
            sum += std::exp(x);
            target = c == static_cast<std::size_t>(y(r, 0)) ? x : target;
        }
        total += (w.empty() ? 1.0 : static_cast<double>(w[r])) * (std::log(sum) - target);
    }
    return total / static_cast<double>(z.rows);
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("softmax cross-entropy and its gradient are those of the formula, in the same bits at every "
                          "width",
                          L, classes) {
    using T = typename L::T;
    constexpr double epsilon = std::numeric_limits<T>::epsilon();
    for (const std::size_t rows : {std::size_t{1}, L::W + 1}) {
        for (const std::size_t columns : {std::size_t{1}, L::W - 1, L::W, L::W + 1, 3 * L::W + 2}) {
            for (const bool weighted : {false, true}) {
                if (columns == 0) {
                    continue;
                }
                auto z = random_matrix<T>(rows, columns, 1, 3);
                auto y = random_matrix<T>(rows, 1, 2, 3);
                auto w = random_matrix<T>(1, rows, 3);
                for (std::size_t r = 0; r < rows; ++r) {
                    y.view()(r, 0) = static_cast<T>(Random{3, columns}.below(columns, r));
                    w.view()(0, r) += T{1};
                }
                const auto weights = weighted ? std::span<const T>{w.view().row_span(0)} : std::span<const T>{};
                const auto got = loss_of<L>(SoftmaxCrossEntropy{}, z, {y.view(), weights});
                const auto scalar = loss_of<Lanes<T, 1>>(SoftmaxCrossEntropy{}, z, {y.view(), weights});
                CHECK(std::equal(got.begin(), got.end(), scalar.begin(), scalar.end(), same<T>));
                check_samples<L>(SoftmaxCrossEntropy{}, z, {y.view(), weights});
                const auto value = [&](std::size_t r, std::size_t c, double change) {
                    return naive<T>(z.view(), y.view(), weights, r, c, change);
                };
                CHECK(std::abs(static_cast<double>(got[0]) - value(0, 0, 0)) <= 32 * epsilon);
                for (std::size_t i = 0; i < rows * columns; ++i) {
                    const double slope =
                        (value(i / columns, i % columns, 1e-4) - value(i / columns, i % columns, -1e-4)) / 2e-4;
                    CHECK(std::abs(static_cast<double>(got[1 + i]) - slope) <= 32 * epsilon + 1e-7);
                }
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(classes, TestedWidths);

TEST_CASE("a label that is no class is refused, with its row") {
    const std::array<float, 6> z{};
    std::array<float, 6> gradient{};
    std::array<float, 2> scratch{};
    const auto with = [&](float label) {
        const std::array<float, 2> labels{2, label};
        return SoftmaxCrossEntropy{}.value_and_gradient<float, 4>({z.data(), 2, 3, 3}, {{labels.data(), 2, 1, 1}},
                                                                  {gradient.data(), 2, 3, 3}, scratch.data());
    };
    CHECK(with(0) == doctest::Approx(std::log(3.0)));
    CHECK_THROWS_WITH_AS(with(3), "softmax cross-entropy, row 1: the label 3.000000 is not a class 0 ... 2",
                         LabelError);
    CHECK_THROWS_AS(with(-1), LabelError);
    CHECK_THROWS_AS(with(0.5F), LabelError);
    CHECK_THROWS_AS(with(std::numeric_limits<float>::quiet_NaN()), LabelError);
}

TEST_CASE("a weight that is negative or no number is refused, with its row") {
    const std::array<float, 6> z{};
    std::array<float, 6> gradient{};
    std::array<float, 2> scratch{};
    const auto with = [&](float weight) {
        const std::array<float, 2> labels{2, 1};
        const std::array<float, 2> weights{1, weight};
        return SoftmaxCrossEntropy{}.value_and_gradient<float, 4>(
            {z.data(), 2, 3, 3}, {{labels.data(), 2, 1, 1}, weights}, {gradient.data(), 2, 3, 3}, scratch.data());
    };
    CHECK(with(0) == doctest::Approx(std::log(3.0) / 2));
    CHECK_THROWS_WITH_AS(with(-2), "softmax cross-entropy, row 1: the weight -2.000000 is not 0 or more, and finite",
                         LabelError);
    CHECK_THROWS_AS(with(std::numeric_limits<float>::quiet_NaN()), LabelError);
    CHECK_THROWS_AS(with(std::numeric_limits<float>::infinity()), LabelError);
}

TEST_CASE("softmax cross-entropy reads the input of a closing Softmax, and one label per row") {
    static_assert(Loss<SoftmaxCrossEntropy>);
    static_assert(std::is_same_v<SoftmaxCrossEntropy::fuses, Softmax>);
    static_assert(detail::label_columns<SoftmaxCrossEntropy, Shape<7>>() == 1);
}

} // namespace softmax_cross_entropy_test
