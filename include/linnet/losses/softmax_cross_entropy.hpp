// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/fwd.hpp>
#include <linnet/kernels/softmax.hpp>
#include <linnet/losses/target_checks.hpp>
#include <linnet/simd/log.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

/// Mean over the batch of -w log p_y, where p = softmax(z) and y is the class of the row, computed from the logits z of
/// a network that ends in Softmax: `log(sum over j of exp(z_j)) - z_y`. The derivative by z_j is w (p_j - [j = y]) /
/// batch. With a class for each item, this is the full softmax of next-item models.
///
/// Shapes: z `batch x n`; labels `batch x 1`, the number of the class from 0; weights w `batch`, or none for weights of
/// 1. Unit: nats.
/// Throws LabelError, naming the row of the batch, for a label that is not 0, 1, ... n - 1 or a weight that is negative
/// or not finite.
/// Source: PyTorch `nn.CrossEntropyLoss`, Keras `SparseCategoricalCrossentropy`.
struct SoftmaxCrossEntropy {
    static constexpr std::string_view name = "softmax cross-entropy";
    static constexpr std::size_t label_columns = 1;
    using fuses = Softmax;

    template <class T, std::size_t W>
    T value_and_gradient(ConstMatrixView<T> logits, const Targets<T>& targets, MatrixView<T> gradient,
                         T* scratch) const {
        const T count = static_cast<T>(logits.rows);
        losses_of_rows<T, W>(logits, targets, gradient, scratch, count);
        return kernels::sum<T, W>(scratch, logits.rows) / count;
    }
    template <class T, std::size_t W>
    void sample_losses(ConstMatrixView<T> logits, const Targets<T>& targets, T* losses, MatrixView<T> slopes,
                       T*) const {
        losses_of_rows<T, W>(logits, targets, slopes, losses, T{1});
    }

private:
    /// The loss of each row, and its slopes divided by `count`.
    template <class T, std::size_t W>
    static void losses_of_rows(ConstMatrixView<T> logits, const Targets<T>& targets, MatrixView<T> slopes, T* losses,
                               T count) {
        const auto& [labels, weights, log_q] = targets;
        check_weights(name, targets);
        for (std::size_t r = 0; r < logits.rows; ++r) {
            const T label = labels(r, 0);
            const bool known = label >= T{0} && label < static_cast<T>(logits.columns);
            const std::size_t target = known ? static_cast<std::size_t>(label) : 0;
            if (!known || static_cast<T>(target) != label) {
                detail::fail_at<LabelError>({name, ", row "}, r,
                                            {": the label ", label, " is not a class 0 ... ", logits.columns - 1});
            }
            const auto [highest, total] = kernels::softmax<T, W>(logits.row(r), slopes.row(r), logits.columns);
            const T weight = weights.empty() ? T{1} : weights[r];
            losses[r] = weight * ((highest - logits(r, target)) + log(pack<T, 1>(total)).value());
            slopes(r, target) -= T{1};
            const pack<T, W> scale(weight / count);
            T* const d = slopes.row(r);
            for_each_pack<W>(logits.columns, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
                (scale * pack<T, W>::load(d + i, lanes)).store(d + i, lanes);
            });
        }
    }
};

} // namespace linnet::inline LINNET_ISA
