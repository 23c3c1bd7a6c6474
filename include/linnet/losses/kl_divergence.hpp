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
#include <linnet/losses/target_checks.hpp>
#include <linnet/simd/exp.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

/// How far the normal distributions that a network describes are from standard ones: the mean over the batch of w times
/// the sum over j of (exp(v_j) + m_j^2 - 1 - v_j) / 2, for the means m and the logarithms of the variances v that
/// GaussianSample reads, too. The derivative by m_j is w m_j / batch, by v_j w (exp(v_j) - 1) / 2 batch. It needs no
/// labels, and is the loss of a head that passes on what GaussianSample reads: `Outputs<Decoder, Identity>`.
///
/// Shapes: predictions `batch x 2n`, m before v; no labels, `batch x 0`; weights w `batch`, or none for weights of 1.
/// Unit: nats.
/// Throws SettingError for an odd number of columns; LabelError, naming the row of the batch, for a weight that is
/// negative or not finite.
/// Source: Kingma and Welling, "Auto-encoding variational Bayes", ICLR 2014, appendix B.
struct KlDivergence {
    static constexpr std::string_view name = "KL divergence";
    static constexpr std::size_t label_columns = 0;
    using fuses = void;

    template <class T, std::size_t W>
    T value_and_gradient(ConstMatrixView<T> predictions, const Targets<T>& targets, MatrixView<T> gradient,
                         T* scratch) const {
        const T count = static_cast<T>(predictions.rows);
        losses_of_rows<T, W>(predictions, targets, gradient, scratch, count);
        return kernels::sum<T, W>(scratch, predictions.rows) / count;
    }
    template <class T, std::size_t W>
    void sample_losses(ConstMatrixView<T> predictions, const Targets<T>& targets, T* losses, MatrixView<T> slopes,
                       T*) const {
        losses_of_rows<T, W>(predictions, targets, slopes, losses, T{1});
    }

private:
    /// The loss of each row, and its slopes divided by `count`.
    template <class T, std::size_t W>
    static void losses_of_rows(ConstMatrixView<T> predictions, const Targets<T>& targets, MatrixView<T> slopes,
                               T* losses, T count) {
        using P = pack<T, W>;
        if (predictions.columns % 2 != 0) {
            detail::fail<SettingError>(
                {name, ": ", predictions.columns, " columns are not as many means as logarithms of variances"});
        }
        check_weights(name, targets);
        const std::size_t n = predictions.columns / 2;
        const P half(T{0.5});
        const P one(T{1});
        for (std::size_t r = 0; r < predictions.rows; ++r) {
            const T* const mean = predictions.row(r);
            const T* const log_variance = mean + n;
            T* const d_mean = slopes.row(r);
            T* const d_log_variance = d_mean + n;
            const T weight = targets.weights.empty() ? T{1} : targets.weights[r];
            const P scale(weight / count);
            // The terms of the sum are kept where the slopes by the means will be written.
            for_each_pack<W>(n, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
                const P m = P::load(mean + i, lanes);
                const P v = P::load(log_variance + i, lanes);
                const P more = exp(v) - one;
                (half * fma(m, m, more - v)).store(d_mean + i, lanes);
                (scale * (half * more)).store(d_log_variance + i, lanes);
            });
            losses[r] = weight * kernels::sum<T, W>(d_mean, n);
            for_each_pack<W>(n, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
                (scale * P::load(mean + i, lanes)).store(d_mean + i, lanes);
            });
        }
    }
};

} // namespace linnet::inline LINNET_ISA
