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

namespace linnet::inline LINNET_ISA {

/// The mean over all pairs of a positive p and one of its negatives n of w max(0, margin - (z_p - z_n)): a hinge on the
/// difference of scores, so that a pair whose scores differ by the margin costs nothing. Its derivative by z_n is w /
/// pairs where it is above 0, and 0 elsewhere; the derivative by z_p is minus the sum of those of its negatives.
///
/// Rows with a label above 0.5 are positives, and the rows after a positive are its negatives (`with_negatives` makes
/// such batches). The output of the network is a score, so the network does not end in Sigmoid.
/// Shapes: scores z, labels `batch x 1`; weights w `batch` (that of the positive counts), or none for weights of 1.
/// Throws SettingError if rows have more than one score, the first row is not a positive, a positive has no negative,
/// or the margin is not 0 or more, and finite; LabelError, naming the row of the batch, for a label that is not finite
/// or a weight that is negative or not finite. Samples have no losses of their own, as it compares rows with each
/// other. Source: Herbrich, Graepel, Obermayer, "Large margin rank boundaries for ordinal regression", 2000; PyTorch
/// `nn.MarginRankingLoss`, whose margin is 0 unless said otherwise.
struct MarginRanking {
    static constexpr std::string_view name = "margin ranking";
    using fuses = void;

    double margin = 1.0;

    template <class T, std::size_t W>
    T value_and_gradient(ConstMatrixView<T> scores, const Targets<T>& targets, MatrixView<T> gradient,
                         T* scratch) const {
        detail::check_groups(name, scores, targets);
        detail::check_margin<T>(name, margin, T{0});
        const T distance = static_cast<T>(margin);
        const auto missing = [&](std::size_t positive, std::size_t negative) {
            return distance - (scores(positive, 0) - scores(negative, 0));
        };
        const std::size_t pairs =
            detail::for_each_pair(targets.labels, [&](std::size_t positive, std::size_t negative, std::size_t pair) {
                const T loss = missing(positive, negative);
                scratch[pair] = loss <= T{0} ? T{0} : detail::weight_of(targets, positive) * loss; // nan stays
            });
        if (pairs == 0) {
            return T{0}; // the batch has no rows
        }
        const T count = static_cast<T>(pairs);
        detail::for_each_group(targets.labels, [&](std::size_t first, std::size_t) { gradient(first, 0) = T{0}; });
        detail::for_each_pair(targets.labels, [&](std::size_t positive, std::size_t negative, std::size_t) {
            const T slope = missing(positive, negative) > T{0} ? detail::weight_of(targets, positive) / count : T{0};
            gradient(negative, 0) = slope;
            gradient(positive, 0) -= slope;
        });
        return kernels::sum<T, W>(scratch, pairs) / count;
    }
};

} // namespace linnet::inline LINNET_ISA
