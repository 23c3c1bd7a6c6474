// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/config.hpp>
#include <linnet/testing/guarded_matrix.hpp>

#include "lanes.hpp"
#include "naive_kernels.hpp"

namespace linnet_test {

/// What a loss says about a batch: its value, then its gradient, row by row.
template <class L, class Loss>
[[nodiscard]] std::vector<typename L::T> loss_of(const Loss& loss, linnet::GuardedMatrix<typename L::T>& predictions,
                                                 const linnet::Targets<typename L::T>& targets) {
    using T = typename L::T;
    const std::size_t rows = predictions.view().rows;
    const std::size_t columns = predictions.view().columns;
    linnet::GuardedMatrix<T> gradient{rows, columns, predictions.view().stride - columns};
    linnet::GuardedMatrix<T> scratch{1, rows * columns};
    std::vector<T> result{
        loss.template value_and_gradient<T, L::W>(predictions.view(), targets, gradient.view(), scratch.view().data)};
    CHECK(gradient.intact());
    CHECK(scratch.intact());
    for (std::size_t r = 0; r < rows; ++r) {
        result.insert(result.end(), gradient.view().row(r), gradient.view().row(r) + columns);
    }
    return result;
}

/// Value and gradient of one prediction, from the batch of one.
template <class T>
struct OneLoss {
    T value;
    T slope;
};
template <class T, class Loss>
[[nodiscard]] OneLoss<T> loss_of_one(const Loss& loss, T prediction, T label) {
    T slope = 0;
    T scratch = 0;
    const T value = loss.template value_and_gradient<T, 4>({&prediction, 1, 1, 1}, {{&label, 1, 1, 1}},
                                                           {&slope, 1, 1, 1}, &scratch);
    return {value, slope};
}

/// Checks that loss and slopes of each sample are, bit for bit at width L, those of a batch of that sample alone at
/// width 1.
template <class L, class Loss>
void check_samples(const Loss& loss, linnet::GuardedMatrix<typename L::T>& predictions,
                   const linnet::Targets<typename L::T>& targets) {
    using T = typename L::T;
    static_assert(linnet::SampleLoss<Loss>);
    const linnet::ConstMatrixView<T> p = predictions.view();
    linnet::GuardedMatrix<T> losses{1, p.rows};
    linnet::GuardedMatrix<T> slopes{p.rows, p.columns, p.stride - p.columns};
    linnet::GuardedMatrix<T> alone{1, p.columns};
    linnet::GuardedMatrix<T> scratch{1, p.rows * p.columns};
    loss.template sample_losses<T, L::W>(p, targets, losses.view().data, slopes.view(), scratch.view().data);
    CHECK(losses.intact());
    CHECK(slopes.intact());
    CHECK(scratch.intact());
    std::size_t mistakes = 0;
    for (std::size_t b = 0; b < p.rows; ++b) {
        const auto weight = targets.weights.empty() ? targets.weights : targets.weights.subspan(b, 1);
        const T value = loss.template value_and_gradient<T, 1>(p.middle(b, 1), {targets.labels.middle(b, 1), weight},
                                                               alone.view(), scratch.view().data);
        mistakes += same(losses.view()(0, b), value) ? 0U : 1U;
        for (std::size_t c = 0; c < p.columns; ++c) {
            mistakes += same(slopes.view()(b, c), alone.view()(0, c)) ? 0U : 1U;
        }
    }
    CHECK(mistakes == 0);
}

/// Checks that the loss has the same bits at width L as at width 1, and that its value is the mean of
/// `naive(prediction, label)` times weight: for batches around a pack, one and several columns, rows that touch or not,
/// with and without weights.
template <class L, class Loss, class Naive>
void check_loss(const Loss& loss, const Naive& naive, double largest_prediction) {
    using T = typename L::T;
    for (const std::size_t rows : {std::size_t{1}, L::W, 3 * L::W + 2}) {
        for (const std::size_t columns : {std::size_t{1}, std::size_t{2}, L::W + 1}) {
            for (const std::size_t gap : {std::size_t{0}, std::size_t{3}}) {
                for (const bool weighted : {false, true}) {
                    CAPTURE(rows);
                    CAPTURE(columns);
                    CAPTURE(gap);
                    CAPTURE(weighted);
                    auto predictions = random_matrix<T>(rows, columns, 1, gap);
                    auto labels = random_matrix<T>(rows, columns, 2, gap);
                    auto weights = random_matrix<T>(1, rows, 3);
                    double want = 0;
                    for (std::size_t r = 0; r < rows; ++r) {
                        weights.view()(0, r) += T{1};
                        for (std::size_t c = 0; c < columns; ++c) {
                            predictions.view()(r, c) *= static_cast<T>(largest_prediction);
                            labels.view()(r, c) = labels.view()(r, c) / T{2} + T{0.5};
                            want += (weighted ? static_cast<double>(weights.view()(0, r)) : 1.0) *
                                    naive(static_cast<double>(predictions.view()(r, c)),
                                          static_cast<double>(labels.view()(r, c)));
                        }
                    }
                    want /= static_cast<double>(rows * columns);
                    const auto used = weighted ? std::span<const T>{weights.view().row_span(0)} : std::span<const T>{};
                    const auto got = loss_of<L>(loss, predictions, {labels.view(), used});
                    const auto scalar = loss_of<Lanes<T, 1>>(loss, predictions, {labels.view(), used});
                    std::size_t differences = 0;
                    for (std::size_t i = 0; i < got.size(); ++i) {
                        differences += same(got[i], scalar[i]) ? 0U : 1U;
                    }
                    CHECK(differences == 0);
                    if constexpr (linnet::SampleLoss<Loss>) {
                        check_samples<L>(loss, predictions, {labels.view(), used});
                    }
                    CHECK(std::abs(static_cast<double>(got[0]) - want) <=
                          8.0 * std::numeric_limits<T>::epsilon() * std::max(1.0, want));
                }
            }
        }
    }
}

} // namespace linnet_test
