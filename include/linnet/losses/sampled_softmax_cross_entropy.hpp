// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/kernels/softmax.hpp>
#include <linnet/losses/groups.hpp>
#include <linnet/simd/log.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

/// The softmax over a positive and its sampled negatives, instead of over all items: the mean over groups of -w log p_0
/// for p = softmax(z - log q) over the rows of the group, whose row 0 is the positive. q is the probability with which
/// the sampler draws the item of a row. Subtracting its logarithm keeps popular items, which are drawn most, from being
/// penalised for that; if the sampler does not know q, nothing is subtracted. The derivative by z_j is w (p_j - [j =
/// 0]) / groups.
///
/// Rows with a label above 0.5 are positives, and the rows after a positive are its negatives (`with_negatives` makes
/// such batches). The output of the network is a score, so the network does not end in Softmax or Sigmoid.
/// Shapes: scores z, labels `batch x 1`; weights w `batch` (that of the positive counts), or none for weights of 1.
/// Unit: nats.
/// Throws SettingError if rows have more than one score, the first row is not a positive, or a positive has no
/// negative; LabelError, naming the row of the batch, for a label or log q that is not finite, or a weight that is
/// negative or not finite.
/// Samples have no losses of their own, as it compares rows with each other.
/// Source: Bengio, Senecal, "Adaptive importance sampling to accelerate training of a neural probabilistic language
/// model", IEEE TNN 19(4), 2008; TensorFlow `sampled_softmax_loss`, whose expected counts are q times a constant.
struct SampledSoftmaxCrossEntropy {
    static constexpr std::string_view name = "sampled softmax cross-entropy";
    using fuses = void;

    template <class T, std::size_t W>
    T value_and_gradient(ConstMatrixView<T> scores, const Targets<T>& targets, MatrixView<T> gradient,
                         T* scratch) const {
        const ConstMatrixView<T> labels = targets.labels;
        const std::span<const T> weights = targets.weights;
        const std::span<const T> log_q = targets.log_q;
        detail::check_groups(name, scores, targets);
        T groups = 0;
        detail::for_each_group(labels, [&](std::size_t, std::size_t) { groups += T{1}; });
        std::size_t group = 0;
        detail::for_each_group(labels, [&](std::size_t first, std::size_t count) {
            // The logits of a group are kept where its losses will be written.
            T* const logits = scratch + first;
            for (std::size_t j = 0; j < count; ++j) {
                logits[j] = scores(first + j, 0) - (log_q.empty() ? T{0} : log_q[first + j]);
            }
            const T positive = logits[0];
            const auto [highest, total] = kernels::softmax<T, W>(logits, logits, count);
            const T weight = weights.empty() ? T{1} : weights[first];
            const T scale = weight / groups;
            for (std::size_t j = 0; j < count; ++j) {
                gradient(first + j, 0) = scale * (logits[j] - (j == 0 ? T{1} : T{0}));
            }
            scratch[group] = weight * ((highest - positive) + log(pack<T, 1>(total)).value());
            ++group;
        });
        return group == 0 ? T{0} : kernels::sum<T, W>(scratch, group) / groups;
    }
};

} // namespace linnet::inline LINNET_ISA
