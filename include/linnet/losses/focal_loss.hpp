// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <limits>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/fwd.hpp>
#include <linnet/kernels/elementwise_loss.hpp>
#include <linnet/losses/target_checks.hpp>
#include <linnet/simd/exp.hpp>
#include <linnet/simd/log.hpp>

namespace linnet::inline LINNET_ISA {

/// Mean of -w a (1 - q)^gamma log(q) over all elements, where q is the probability that the network gives to the label:
/// q = p and a = alpha for y = 1, q = 1 - p and a = 1 - alpha for y = 0, with p = sigmoid(z). What is already told
/// apart counts for little, so that the many easy negatives do not drown the rest. Computed from the logits z of a
/// network that ends in Sigmoid, as in BinaryCrossEntropy, half of which it is for gamma = 0 and alpha = 1/2. The
/// derivative by z is -w a s (1 - q)^gamma (1 - q - gamma q log(q)) / (batch n), with s = 2 y - 1.
///
/// Shapes: z, labels y `batch x n`; weights w `batch`, or none for weights of 1. Unit: nats.
/// Settings: gamma 0 or more, and finite; alpha from 0 to 1. The defaults are the paper's, and torchvision's.
/// Throws SettingError for settings out of range; LabelError, naming the row of the batch, for a label other than 0 and
/// 1 or a weight that is negative or not finite.
/// Source: Lin, Goyal, Girshick, He, Dollar, "Focal loss for dense object detection", ICCV 2017; torchvision
/// `sigmoid_focal_loss`, Keras `BinaryFocalCrossentropy`.
struct FocalLoss {
    static constexpr std::string_view name = "focal loss";
    using fuses = Sigmoid;

    double gamma = 2.0;
    double alpha = 0.25;

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
    void check(const Targets<T>& targets) const {
        if (!(gamma >= 0.0 && gamma <= std::numeric_limits<T>::max())) {
            detail::fail<SettingError>({name, ": a gamma of ", gamma, " is not 0 or more, and finite"});
        }
        if (!(alpha >= 0.0 && alpha <= 1.0)) {
            detail::fail<SettingError>({name, ": an alpha of ", alpha, " is not from 0 to 1"});
        }
        check_binary_labels(name, targets.labels, false);
        check_weights(name, targets);
    }
    template <class T, std::size_t W>
    [[nodiscard]] auto rule() const {
        using P = pack<T, W>;
        return [power = P(static_cast<T>(gamma)), of_positive = P(static_cast<T>(alpha)),
                of_negative = P(static_cast<T>(1.0 - alpha))](const P& z, const P& y) LINNET_INLINE_LAMBDA {
            const P zero(T{0});
            const P one(T{1});
            const auto positive = zero < y;
            const P signed_logit = select(positive, z, -z);
            const P e = exp(-abs(z));
            const P tail = log1p(e);
            const P smaller = e / (one + e);
            const P larger = one / (one + e);
            // Of the label, q; of the other, 1 - q. Both logs are 0 or less.
            const auto wrong = signed_logit < zero;
            const P chance = select(wrong, smaller, larger);
            const P miss = select(wrong, larger, smaller);
            const P loss = max(zero, -signed_logit) + tail; // -log(q)
            const P log_miss = -(max(zero, signed_logit) + tail);
            const P factor = select(positive, of_positive, of_negative) * exp(power * log_miss);
            const P slope = factor * fma(power * chance, loss, miss);
            return kernels::LossAndSlope<T, W>{factor * loss, select(positive, -slope, slope)};
        };
    }
};

} // namespace linnet::inline LINNET_ISA
