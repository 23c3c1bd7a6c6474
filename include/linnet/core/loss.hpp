// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>

#include <linnet/core/matrix_view.hpp>

namespace linnet {

/// What training makes small.
///
/// requires:
///   L::name   what progress and history call it
///   L::fuses  a closing layer whose input the loss reads instead of its output, or void
///   loss.value_and_gradient<T, W>(predictions, labels, weights, gradient, scratch)
///     Shapes: predictions, labels, gradient `batch x n`; weights `batch` or empty; scratch `batch n` elements.
///     ensures: returns the mean over the batch; writes its derivative by the predictions to gradient, every element.
template <class L>
concept Loss = std::copyable<L> && requires(const L& loss, ConstMatrixView<float> in, std::span<const float> weights,
                                            MatrixView<float> gradient, float* scratch) {
    { L::name } -> std::convertible_to<std::string_view>;
    typename L::fuses;
    { loss.template value_and_gradient<float, 1>(in, in, weights, gradient, scratch) } -> std::same_as<float>;
};

} // namespace linnet
