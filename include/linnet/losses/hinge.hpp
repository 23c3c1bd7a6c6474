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

/// Mean of w max(0, 1 - s z) over all elements, for scores z and signs s of the labels: the loss of support vector
/// machines. Its derivative by z is -w s / (batch n) where s z < 1, and 0 elsewhere.
///
/// The output of the network is a score, so the network does not end in Sigmoid. Labels are -1 or 1; 0 stands for -1,
/// so that those of other losses may stay as they are. Shapes: scores z, labels `batch x n`; weights w `batch`, or none
/// for weights of 1. Throws LabelError, naming the row of the batch, for any other label or a weight that is negative
/// or not finite. Source: Cortes, Vapnik, "Support-vector networks", Machine Learning 20 (1995); Keras `Hinge`.
struct Hinge {
    static constexpr std::string_view name = "hinge";
    using fuses = void;

    template <class T, std::size_t W>
    T value_and_gradient(ConstMatrixView<T> scores, const Targets<T>& targets, MatrixView<T> gradient,
                         T* scratch) const {
        check(targets);
        return kernels::elementwise_loss<T, W>(scores, targets, gradient, scratch, rule<T, W>());
    }
    template <class T, std::size_t W>
    void sample_losses(ConstMatrixView<T> scores, const Targets<T>& targets, T* losses, MatrixView<T> slopes,
                       T* scratch) const {
        check(targets);
        kernels::elementwise_sample_losses<T, W>(scores, targets, losses, slopes, scratch, rule<T, W>());
    }

private:
    template <class T>
    static void check(const Targets<T>& targets) {
        check_binary_labels(name, targets.labels, true);
        check_weights(name, targets);
    }
    template <class T, std::size_t W>
    static auto rule() {
        using P = pack<T, W>;
        return [](const P& z, const P& y) LINNET_INLINE_LAMBDA {
            const P zero(T{0});
            const P one(T{1});
            const P minus_sign = select(zero < y, P(T{-1}), one);
            const P margin = fma(minus_sign, z, one);
            const P loss = max(zero, margin); // in this order, max passes a NaN on
            return kernels::LossAndSlope<T, W>{loss, select(zero < margin, minus_sign, zero)};
        };
    }
};

} // namespace linnet::inline LINNET_ISA
