// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/losses/groups.hpp>
#include <linnet/simd/reduce.hpp>
#include <linnet/simd/sigmoid.hpp>
#include <linnet/simd/softplus.hpp>

namespace linnet::inline LINNET_ISA {

/// Bayesian personalised ranking: the mean over all pairs of a positive p and one of its negatives n of w softplus(z_n
/// - z_p) = -w log sigmoid(z_p - z_n). Its derivative by z_n is w sigmoid(z_n - z_p) / pairs; the derivative by z_p is
/// minus the sum of those of its negatives.
///
/// Rows with a label above 0.5 are positives, and the rows after a positive are its negatives (`with_negatives` makes
/// such batches). The output of the network is a score, so the network does not end in Sigmoid.
/// Shapes: scores z, labels `batch x 1`; weights w `batch` (that of the positive counts), or none for weights of 1.
/// Unit: nats.
/// Throws SettingError if rows have more than one score, the first row is not a positive, or a positive has no
/// negative; LabelError, naming the row of the batch, for a label that is not finite or a weight that is negative or
/// not finite.
/// Samples have no losses of their own, as it compares rows with each other.
/// Source: Rendle, Freudenthaler, Gantner, Schmidt-Thieme, "BPR: Bayesian personalized ranking from implicit feedback",
/// UAI 2009.
struct Bpr {
    static constexpr std::string_view name = "bpr";
    using fuses = void;

    template <class T, std::size_t W>
    T value_and_gradient(ConstMatrixView<T> scores, const Targets<T>& targets, MatrixView<T> gradient,
                         T* scratch) const {
        detail::check_groups(name, scores, targets);
        const std::size_t pairs = differences(scores, targets, scratch);
        if (pairs == 0) {
            return T{0}; // the batch has no rows
        }
        map<T, W>(scratch, pairs, [](const auto& x) LINNET_INLINE_LAMBDA { return softplus(x); });
        detail::for_each_pair(targets.labels, [&](std::size_t positive, std::size_t, std::size_t pair) {
            scratch[pair] *= detail::weight_of(targets, positive);
        });
        const T count = static_cast<T>(pairs);
        const T mean = kernels::sum<T, W>(scratch, pairs) / count;

        // The differences are computed again, because there is no second scratch.
        differences(scores, targets, scratch);
        map<T, W>(scratch, pairs, [](const auto& x) LINNET_INLINE_LAMBDA { return sigmoid(x); });
        detail::for_each_group(targets.labels, [&](std::size_t first, std::size_t) { gradient(first, 0) = T{0}; });
        detail::for_each_pair(targets.labels, [&](std::size_t positive, std::size_t negative, std::size_t pair) {
            const T slope = scratch[pair] * (detail::weight_of(targets, positive) / count);
            gradient(negative, 0) = slope;
            gradient(positive, 0) -= slope;
        });
        return mean;
    }

private:
    /// x[pair] = z_n - z_p.
    template <class T>
    static std::size_t differences(ConstMatrixView<T> scores, const Targets<T>& targets, T* x) {
        return detail::for_each_pair(targets.labels, [&](std::size_t positive, std::size_t negative, std::size_t pair) {
            x[pair] = scores(negative, 0) - scores(positive, 0);
        });
    }

    template <class T, std::size_t W, class F>
    static void map(T* x, std::size_t n, const F& f) {
        for_each_pack<W>(n, [&](std::size_t i, auto lanes)
                                LINNET_INLINE_LAMBDA { f(pack<T, W>::load(x + i, lanes)).store(x + i, lanes); });
    }
};

} // namespace linnet::inline LINNET_ISA
