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

/// The mean over all `rows x columns` elements of `weight[row] * rule(prediction, label).loss`, and its gradient.
///
/// Shapes: predictions, labels, gradient `batch x columns`; weights `batch`, or empty for weights of 1; `losses` is
/// scratch for `batch * columns` elements. As in Keras and PyTorch, the mean divides by the number of elements and not
/// by the sum of the weights.
template <class T, std::size_t W, class Rule>
T elementwise_loss(ConstMatrixView<T> predictions, const Targets<T>& targets, MatrixView<T> gradient, T* losses,
                   const Rule& rule) {
    using P = pack<T, W>;
    const ConstMatrixView<T> labels = targets.labels;
    const std::span<const T> weights = targets.weights;
    const std::size_t rows = predictions.rows;
    const std::size_t columns = predictions.columns;
    const T count = static_cast<T>(rows * columns);
    const P per_element(T{1} / count);
    // Single columns whose rows touch are one run with a weight for each element. Otherwise each row is a run with one
    // weight.
    const bool column = columns == 1 && predictions.stride == 1 && labels.stride == 1 && gradient.stride == 1;
    const std::size_t runs = column ? 1 : rows;
    for (std::size_t r = 0; r < runs; ++r) {
        const P row_weight(weights.empty() ? T{1} : column ? T{0} : weights[r]);
        for_each_pack<W>(column ? rows : columns, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
            const P weight = column && !weights.empty() ? P::load(weights.data() + i, lanes) : row_weight;
            const auto [loss, slope] = rule(P::load(predictions.row(r) + i, lanes), P::load(labels.row(r) + i, lanes));
            (loss * weight).store(losses + r * columns + i, lanes);
            (slope * (weight * per_element)).store(gradient.row(r) + i, lanes);
        });
    }
    return sum<T, W>(losses, rows * columns) / count;
}

} // namespace linnet::inline LINNET_ISA::kernels
