// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/kl_divergence.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/loss.hpp>
#include <linnet/core/shape.hpp>

#include "../support/loss_checks.hpp"
#include "../support/torch_autoencoders_golden.hpp"
#include "../support/torch_layers.hpp"

namespace kl_divergence_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// The loss of a batch in which one number is changed.
template <class T>
double naive(ConstMatrixView<T> z, std::span<const T> w, std::size_t row, std::size_t column, double change) {
    double total = 0;
    const std::size_t n = z.columns / 2;
    for (std::size_t r = 0; r < z.rows; ++r) {
        const auto at = [&](std::size_t c) {
            return static_cast<double>(z(r, c)) + (r == row && c == column ? change : 0.0);
        };
        for (std::size_t c = 0; c < n; ++c) {
            total += (w.empty() ? 1.0 : static_cast<double>(w[r])) *
                     (std::exp(at(n + c)) + at(c) * at(c) - 1 - at(n + c)) / 2;
        }
    }
    return total / static_cast<double>(z.rows);
}

template <class T>
std::vector<T> with_labels_of_none(const KlDivergence& loss, GuardedMatrix<T>& z, std::span<const T> weights) {
    const std::size_t rows = z.view().rows;
    return loss_of<Lanes<T, 4>>(loss, z, {ConstMatrixView<T>{nullptr, rows, 0, 0}, weights});
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE(
    "the KL divergence and its gradient are those of the formula, in the same bits at every width", L, divergences) {
    using T = typename L::T;
    constexpr double epsilon = std::numeric_limits<T>::epsilon();
    for (const std::size_t rows : {std::size_t{1}, L::W + 1}) {
        for (const std::size_t n : {std::size_t{1}, L::W, L::W + 1, 3 * L::W + 2}) {
            for (const bool weighted : {false, true}) {
                auto z = random_matrix<T>(rows, 2 * n, 1, 3);
                auto w = random_matrix<T>(1, rows, 3);
                for (std::size_t r = 0; r < rows; ++r) {
                    w.view()(0, r) += T{1};
                }
                const auto weights = weighted ? std::span<const T>{w.view().row_span(0)} : std::span<const T>{};
                const Targets<T> targets{ConstMatrixView<T>{nullptr, rows, 0, 0}, weights};
                const auto got = loss_of<L>(KlDivergence{}, z, targets);
                const auto scalar = loss_of<Lanes<T, 1>>(KlDivergence{}, z, targets);
                CHECK(std::equal(got.begin(), got.end(), scalar.begin(), scalar.end(), same<T>));
                check_samples<L>(KlDivergence{}, z, targets);
                const double want = naive<T>(z.view(), weights, 0, 0, 0);
                CHECK(std::abs(static_cast<double>(got[0]) - want) <= 32 * epsilon * std::max(1.0, want));
                for (std::size_t i = 0; i < 2 * n * rows; ++i) {
                    const auto value = [&](double change) {
                        return naive<T>(z.view(), weights, i / (2 * n), i % (2 * n), change);
                    };
                    CHECK(std::abs(static_cast<double>(got[1 + i]) - (value(1e-4) - value(-1e-4)) / 2e-4) <=
                          32 * epsilon + 1e-7);
                }
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(divergences, TestedWidths);

TEST_CASE_TEMPLATE("the KL divergence and its gradient are PyTorch's", T, float, double) {
    GuardedMatrix<T> z{4, 6, 2};
    fill_golden(z.view(), 0);
    std::vector<T> weights;
    for (std::size_t r = 0; r < 4; ++r) {
        weights.push_back(static_cast<T>(golden_input(2, r) + 1));
        for (std::size_t c = 0; c < 6; ++c) {
            z.view()(r, c) *= T{4};
        }
    }
    const auto plain = with_labels_of_none<T>({}, z, {});
    check_golden<T>(ConstMatrixView<T>{plain.data(), 1, 25, 25}, torch_golden::kl_divergence);
    const auto weighted = with_labels_of_none<T>({}, z, weights);
    check_golden<T>(ConstMatrixView<T>{weighted.data(), 1, 25, 25}, torch_golden::weighted_kl_divergence);
}

TEST_CASE("the KL divergence of a standard normal is 0, and passes NaN on") {
    GuardedMatrix<double> z{2, 8, 1};
    z.fill(0.0);
    CHECK(with_labels_of_none<double>({}, z, {}) == std::vector<double>(17, 0.0));
    z.view()(1, 5) = std::numeric_limits<double>::quiet_NaN();
    CHECK(std::isnan(with_labels_of_none<double>({}, z, {})[0]));
}

TEST_CASE("the KL divergence refuses an odd number of columns and bad weights") {
    GuardedMatrix<float> odd{2, 3, 0};
    CHECK_THROWS_WITH_AS(with_labels_of_none<float>({}, odd, {}),
                         "KL divergence: 3 columns are not as many means as logarithms of variances", SettingError);
    GuardedMatrix<float> z{2, 4, 0};
    z.fill(0.0F);
    const std::vector<float> weights{1, -1};
    CHECK_THROWS_WITH_AS(with_labels_of_none<float>({}, z, weights),
                         "KL divergence, row 1: the weight -1.000000 is not 0 or more, and finite", LabelError);
}

TEST_CASE("the KL divergence needs no labels") {
    static_assert(SampleLoss<KlDivergence>);
    static_assert(std::is_void_v<KlDivergence::fuses>);
    static_assert(detail::label_columns<KlDivergence, Shape<6>>() == 0);
}

} // namespace kl_divergence_test
