// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/kernels/elementwise_loss.hpp>
#include <linnet/losses/target_checks.hpp>

namespace linnet::inline LINNET_ISA {

/// Mean of w (p - y)^2 over all elements. Its derivative by p is 2 w (p - y) / (batch n).
///
/// Shapes: predictions p, labels y `batch x n`; weights w `batch`, or none for weights of 1. Unit: the unit of the
/// labels, squared.
/// Throws LabelError, naming the row of the batch, for a label that is not finite or a weight that is negative or not
/// finite.
/// Source: Keras `MeanSquaredError`, PyTorch `nn.MSELoss`.
struct MeanSquaredError {
    static constexpr std::string_view name = "mean squared error";
    using fuses = void;

    template <class T, std::size_t W>
    T value_and_gradient(ConstMatrixView<T> predictions, const Targets<T>& targets, MatrixView<T> gradient,
                         T* scratch) const {
        check(targets);
        return kernels::elementwise_loss<T, W>(predictions, targets, gradient, scratch, rule<T, W>());
    }
    template <class T, std::size_t W>
    void sample_losses(ConstMatrixView<T> predictions, const Targets<T>& targets, T* losses, MatrixView<T> slopes,
                       T* scratch) const {
        check(targets);
        kernels::elementwise_sample_losses<T, W>(predictions, targets, losses, slopes, scratch, rule<T, W>());
    }

private:
    template <class T>
    static void check(const Targets<T>& targets) {
        check_finite_labels(name, targets.labels);
        check_weights(name, targets);
    }
    template <class T, std::size_t W>
    static auto rule() {
        using P = pack<T, W>;
        return [](const P& p, const P& y) LINNET_INLINE_LAMBDA {
            const P difference = p - y;
            return kernels::LossAndSlope<T, W>{difference * difference, difference + difference};
        };
    }
};

} // namespace linnet::inline LINNET_ISA
