// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/fwd.hpp>
#include <linnet/kernels/elementwise_loss.hpp>
#include <linnet/losses/target_checks.hpp>
#include <linnet/simd/exp.hpp>
#include <linnet/simd/log.hpp>

namespace linnet::inline LINNET_ISA {

/// Mean of w (-y log p - (1 - y) log(1 - p)) for p = sigmoid(z), computed from the logits z of a network that ends in
/// Sigmoid: `max(z, 0) - z y + log(1 + exp(-|z|))`, which neither overflows nor rounds small losses to 0. The
/// derivative by z is w (p - y) / batch.
///
/// Shapes: z, labels y in [0, 1] `batch x n`; weights w `batch`, or none for weights of 1. Unit: nats.
/// Throws LabelError, naming the row of the batch, for a label outside [0, 1] or a weight that is negative or not
/// finite.
/// Source: Keras `BinaryCrossentropy`; the form from logits as in TensorFlow `sigmoid_cross_entropy_with_logits`.
struct BinaryCrossEntropy {
    static constexpr std::string_view name = "binary cross-entropy";
    using fuses = Sigmoid;

    template <class T, std::size_t W>
    T value_and_gradient(ConstMatrixView<T> logits, const Targets<T>& targets, MatrixView<T> gradient,
                         T* scratch) const {
        check(targets);
        return kernels::elementwise_loss<T, W>(logits, targets, gradient, scratch, rule<T, W>());
    }
    template <class T, std::size_t W>
    void sample_losses(ConstMatrixView<T> logits, const Targets<T>& targets, T* losses, MatrixView<T> slopes,
                       T* scratch) const {
        check(targets);
        kernels::elementwise_sample_losses<T, W>(logits, targets, losses, slopes, scratch, rule<T, W>());
    }

private:
    template <class T>
    static void check(const Targets<T>& targets) {
        check_inside<T>(name, "label", targets.labels, T{0}, T{1}, "from 0 to 1");
        check_weights(name, targets);
    }
    template <class T, std::size_t W>
    static auto rule() {
        using P = pack<T, W>;
        return [](const P& z, const P& y) LINNET_INLINE_LAMBDA {
            const P zero(T{0});
            const P one(T{1});
            const P e = exp(-abs(z));
            const P loss = fma(-z, y, max(z, zero)) + log1p(e);
            const P probability = select(z < zero, e, one) / (one + e);
            return kernels::LossAndSlope<T, W>{loss, probability - y};
        };
    }
};

} // namespace linnet::inline LINNET_ISA
