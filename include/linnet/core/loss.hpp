// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>

namespace linnet::inline LINNET_ISA {

/// What the predictions of a batch are compared with.
template <class T>
struct Targets {
    // NOLINTNEXTLINE(google-explicit-constructor): mostly there are but labels
    Targets(ConstMatrixView<T> of_batch, std::span<const T> per_row = {}, std::span<const T> log_of_q = {})
        : labels{of_batch}, weights{per_row}, log_q{log_of_q} {}
    /// From `matrix.view()`, too.
    template <std::same_as<MatrixView<T>> View>
    Targets(const View& of_batch, std::span<const T> per_row = {}, std::span<const T> log_of_q = {}) // NOLINT
        : labels(of_batch), weights{per_row}, log_q{log_of_q} {}

    ConstMatrixView<T> labels;  ///< `batch x n`
    std::span<const T> weights; ///< `batch`, or empty for 1
    std::span<const T> log_q;   ///< `batch`, or empty: log of the probability with which a sampler draws the row's item
};

/// What training makes small.
///
/// requires:
///   L::name   what progress and history call it
///   L::fuses  a closing layer whose input the loss reads instead of its output, or void
///   loss.value_and_gradient<T, W>(predictions, targets, gradient, scratch)
///     Shapes: predictions, gradient `batch x n`; targets as above; scratch `batch n` elements.
///     ensures: returns the mean over the batch; writes its derivative by the predictions to gradient, every element.
///   L::label_columns, where it is there: columns of the labels, where they are not as many as those of the predictions
template <class L>
concept Loss = std::copyable<L> && requires(const L& loss, ConstMatrixView<float> in, const Targets<float>& targets,
                                            MatrixView<float> gradient, float* scratch) {
    { L::name } -> std::convertible_to<std::string_view>;
    typename L::fuses;
    { loss.template value_and_gradient<float, 1>(in, targets, gradient, scratch) } -> std::same_as<float>;
};

namespace detail {

/// Columns of the labels that a loss compares predictions of so many columns with.
template <class L>
consteval std::size_t label_columns(std::size_t predictions) {
    if constexpr (requires { L::label_columns; }) {
        return L::label_columns;
    } else {
        return predictions;
    }
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA
