// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/kernels/matvec.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/kernels/softmax.hpp>
#include <linnet/kernels/vecmat.hpp>
#include <linnet/layers/pooling.hpp>

// What the layers that weight steps by the scores of a unit, AttentionPooling, TargetAttention and AUGRU, share.
namespace linnet::inline LINNET_ISA::detail {

/// The weights w(b, i) of the steps of sequences: the scores that a unit gives them or, if `Normalised`, their softmax
/// over the steps of b.
/// Shapes: scores `steps x 1`, steps `steps x Columns`, out `batch x Columns`.
template <class T, std::size_t W, std::size_t Columns, bool Normalised>
class StepWeights {
    using offsets_of_steps = std::span<const std::uint64_t>;

public:
    void reserve(std::size_t steps) {
        scores_.reserve(steps, 1);
        if (Normalised) {
            weights_.reserve(steps, 1);
        }
    }
    void reserve_backward(std::size_t steps) { d_weights_.reserve(steps, 1); }

    /// Where the unit writes the scores.
    [[nodiscard]] StepsView<T> scores(offsets_of_steps offsets) { return of(scores_, offsets); }
    /// Called once the scores are written.
    void normalise(Executor* executor, offsets_of_steps offsets) {
        if constexpr (Normalised) {
            const StepsView<T> all = scores(offsets);
            for_each_sequence(executor, all, score_cost, [&](std::size_t b) {
                const MatrixView<T> scores = all.sequence(b);
                kernels::softmax<T, W>(scores.data, weights(offsets).sequence(b).data, scores.rows);
            });
        }
    }
    [[nodiscard]] StepsView<T> weights(offsets_of_steps offsets) {
        return of(Normalised ? weights_ : scores_, offsets);
    }
    /// Their gradients, which `write_d_scores` makes those of the scores.
    [[nodiscard]] StepsView<T> d_weights(offsets_of_steps offsets) { return of(d_weights_, offsets); }
    void write_d_scores(Executor* executor, offsets_of_steps offsets) {
        if constexpr (Normalised) {
            const StepsView<T> all = d_weights(offsets);
            for_each_sequence(executor, all, score_cost, [&](std::size_t b) {
                const MatrixView<T> d = all.sequence(b);
                kernels::softmax_gradient<T, W>(weights(offsets).sequence(b).data, d.data, d.data, d.rows);
            });
        }
    }
    [[nodiscard]] StepsView<T> d_scores(offsets_of_steps offsets) { return d_weights(offsets); }

    /// out(b, :) = sum over i of w(b, i) steps(b, i, :), in the order of i. No steps give zeros.
    void sum(Executor* executor, const ConstStepsView<T>& steps, const MatrixView<T>& out) {
        for_each_sequence(executor, steps, 2 * Columns, [&](std::size_t b) {
            std::fill_n(out.row(b), Columns, T{0});
            kernels::vecmat_add<T, W>(weights(steps.offsets).sequence(b).data, 1, steps.sequence(b), out.row(b));
        });
    }
    /// d_w(b, i) = d_out(b, :) . steps(b, i, :).
    void write_d_weights(Executor* executor, const ConstStepsView<T>& steps, const ConstMatrixView<T>& d_out) {
        for_each_sequence(executor, steps, 2 * Columns, [&](std::size_t b) {
            kernels::matvec<T, W>(steps.sequence(b), d_out.row(b), T{0}, d_weights(steps.offsets).sequence(b).data, 1);
        });
    }
    /// d_steps(b, i, :) = w(b, i) d_out(b, :).
    void write_d_steps(Executor* executor, const ConstMatrixView<T>& d_out, const StepsView<T>& d_steps) {
        for_each_weight(executor, d_steps, [&](T weight, std::size_t b, T* d_step) LINNET_INLINE_LAMBDA {
            kernels::scale_row<T, W>(weight, d_out.row(b), d_step, Columns);
        });
    }
    /// d_steps(b, i, :) += w(b, i) d_out(b, :).
    void add_d_steps(Executor* executor, const ConstMatrixView<T>& d_out, const StepsView<T>& d_steps) {
        for_each_weight(executor, d_steps, [&](T weight, std::size_t b, T* d_step) LINNET_INLINE_LAMBDA {
            kernels::add_scaled_row<T, W>(weight, d_out.row(b), d_step, Columns);
        });
    }

private:
    static constexpr std::size_t score_cost = 16; ///< of the softmax of a step

    [[nodiscard]] static StepsView<T> of(Matrix<T>& numbers, offsets_of_steps offsets) {
        return {numbers.top(StepsView<T>{{}, offsets}.steps()), offsets};
    }

    template <class Body>
    void for_each_weight(Executor* executor, const StepsView<T>& steps, const Body& body) {
        for_each_sequence(executor, steps, 2 * Columns, [&](std::size_t b) {
            const T* const w = weights(steps.offsets).sequence(b).data;
            for (std::size_t i = 0; i < steps.length(b); ++i) {
                body(w[i], b, steps.sequence(b).row(i));
            }
        });
    }

    Matrix<T> scores_, d_weights_;
    Matrix<T> weights_; ///< after the softmax
};

} // namespace linnet::inline LINNET_ISA::detail
