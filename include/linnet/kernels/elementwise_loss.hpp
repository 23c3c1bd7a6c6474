// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// The loss of one element, and its derivative by the prediction.
template <class T, std::size_t W>
struct LossAndSlope {
    pack<T, W> loss;
    pack<T, W> slope;
};

/// The weighted losses of all `rows x columns` elements, `weight[row] * rule(prediction, label).loss`, and their
/// slopes, each divided by `count`.
///
/// Shapes: predictions, labels, slopes `batch x columns`; weights `batch`, or empty for weights of 1; losses
/// `batch * columns`, row by row.
template <class T, std::size_t W, class Rule>
void elementwise_terms(ConstMatrixView<T> predictions, const Targets<T>& targets, MatrixView<T> slopes, T* losses,
                       T count, const Rule& rule) {
    using P = pack<T, W>;
    const ConstMatrixView<T> labels = targets.labels;
    const std::span<const T> weights = targets.weights;
    const std::size_t rows = predictions.rows;
    const std::size_t columns = predictions.columns;
    const P per_element(T{1} / count);
    // Single columns whose rows touch are one run with a weight for each element. Otherwise each row is a run with one
    // weight.
    const bool column = columns == 1 && predictions.stride == 1 && labels.stride == 1 && slopes.stride == 1;
    const std::size_t runs = column ? 1 : rows;
    for (std::size_t r = 0; r < runs; ++r) {
        const P row_weight(weights.empty() ? T{1} : column ? T{0} : weights[r]);
        for_each_pack<W>(column ? rows : columns, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
            const P weight = column && !weights.empty() ? P::load(weights.data() + i, lanes) : row_weight;
            const auto [loss, slope] = rule(P::load(predictions.row(r) + i, lanes), P::load(labels.row(r) + i, lanes));
            (loss * weight).store(losses + r * columns + i, lanes);
            (slope * (weight * per_element)).store(slopes.row(r) + i, lanes);
        });
    }
}

/// The mean over all elements of `weight[row] * rule(prediction, label).loss`, and its gradient. `losses` is scratch.
/// As in Keras and PyTorch, the mean divides by the number of elements and not by the sum of the weights.
///
/// Shapes: those of `elementwise_terms`.
template <class T, std::size_t W, class Rule>
T elementwise_loss(ConstMatrixView<T> predictions, const Targets<T>& targets, MatrixView<T> gradient, T* losses,
                   const Rule& rule) {
    const T count = static_cast<T>(predictions.rows * predictions.columns);
    elementwise_terms<T, W>(predictions, targets, gradient, losses, count, rule);
    return sum<T, W>(losses, predictions.rows * predictions.columns) / count;
}

/// The loss of each sample, which is the mean over its elements of `weight[row] * rule(prediction, label).loss`, and
/// its gradient. The mean over the samples is `elementwise_loss`.
///
/// Shapes: losses `batch`; predictions, labels, slopes `batch x columns`; scratch `batch * columns`.
template <class T, std::size_t W, class Rule>
void elementwise_sample_losses(ConstMatrixView<T> predictions, const Targets<T>& targets, T* losses,
                               MatrixView<T> slopes, T* scratch, const Rule& rule) {
    const std::size_t columns = predictions.columns;
    const T count = static_cast<T>(columns);
    elementwise_terms<T, W>(predictions, targets, slopes, scratch, count, rule);
    for (std::size_t b = 0; b < predictions.rows; ++b) {
        losses[b] = columns == 1 ? scratch[b] : sum<T, W>(scratch + b * columns, columns) / count;
    }
}

} // namespace linnet::inline LINNET_ISA::kernels
