// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <limits>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/losses/groups.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

/// Weighted approximate-rank pairwise loss: the mean over the positives p of w L(r) / r times the sum over its
/// violators, the negatives n with z_n > z_p - margin, of margin - (z_p - z_n). r is how many violators there are, 0 of
/// which cost 0, and L(r) = 1 + 1/2 + ... + 1/r. So a positive that ranks low costs more than one that ranks high, but
/// ever less so for each further rank, and what counts is the top of the list. Its derivative by z_n is w L(r) / (r
/// positives) for a violator, and 0 for others; the derivative by z_p is minus the sum of those of its negatives. Ranks
/// count as constants, as they only jump.
///
/// The paper draws negatives until it finds a violator, and estimates the rank by how many it took. Here r is counted
/// among the negatives that a positive has in the batch, with the average of all violators in place of the one found.
///
/// Rows with a label above 0.5 are positives, and the rows after a positive are its negatives (`with_negatives` makes
/// such batches). The output of the network is a score, so the network does not end in Sigmoid.
/// Shapes: scores z, labels `batch x 1`; weights w `batch` (that of the positive counts), or none for weights of 1.
/// Throws SettingError if rows have more than one score, the first row is not a positive, a positive has no negative,
/// or the margin is not above 0 and finite; LabelError, naming the row of the batch, for a label that is not finite or
/// a weight that is negative or not finite. Samples have no losses of their own, as it compares rows with each other.
/// Source: Weston, Bengio, Usunier, "WSABIE: Scaling up to large vocabulary image annotation", IJCAI 2011, whose
/// equation for the exact rank this is; LightFM `warp`.
struct Warp {
    static constexpr std::string_view name = "warp";
    using fuses = void;

    double margin = 1.0;

    template <class T, std::size_t W>
    T value_and_gradient(ConstMatrixView<T> scores, const Targets<T>& targets, MatrixView<T> gradient,
                         T* scratch) const {
        detail::check_groups(name, scores, targets);
        detail::check_margin<T>(name, margin, std::numeric_limits<T>::min());
        const T distance = static_cast<T>(margin);
        std::size_t groups = 0;
        detail::for_each_group(targets.labels, [&](std::size_t, std::size_t) { ++groups; });
        if (groups == 0) {
            return T{0}; // the batch has no rows
        }
        const T count = static_cast<T>(groups);
        std::size_t group = 0;
        detail::for_each_group(targets.labels, [&](std::size_t positive, std::size_t rows) {
            const std::size_t end = positive + rows;
            const auto missing = [&](std::size_t negative) {
                return distance - (scores(positive, 0) - scores(negative, 0));
            };
            T rank{0};
            T harmonic{0};
            T total{0};
            for (std::size_t r = positive + 1; r < end; ++r) {
                const T loss = missing(r);
                if (!(loss <= T{0})) { // nan is passed on
                    rank += T{1};
                    harmonic += T{1} / rank;
                    total += loss;
                }
            }
            const T factor = rank == T{0} ? T{0} : detail::weight_of(targets, positive) * (harmonic / rank);
            const T slope = factor / count;
            scratch[group] = factor * total;
            gradient(positive, 0) = -slope * rank;
            for (std::size_t r = positive + 1; r < end; ++r) {
                gradient(r, 0) = missing(r) <= T{0} ? T{0} : slope;
            }
            ++group;
        });
        return kernels::sum<T, W>(scratch, groups) / count;
    }
};

} // namespace linnet::inline LINNET_ISA
