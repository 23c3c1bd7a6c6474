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
#include <linnet/kernels/elementwise_loss.hpp>
#include <linnet/losses/target_checks.hpp>

namespace linnet::inline LINNET_ISA {

/// Mean of w h(p - y) over all elements, where h(d) = d^2 / 2 for |d| <= delta and delta (|d| - delta / 2) beyond: half
/// a squared error near the label, and far from it an absolute error, which outliers do not dominate. Its derivative by
/// p is w max(-delta, min(delta, p - y)) / (batch n).
///
/// Shapes: predictions p, labels y `batch x n`; weights w `batch`, or none for weights of 1. Unit: the unit of the
/// labels, squared; `delta` is in that unit.
/// Throws SettingError for a delta that is not above 0 and finite; LabelError, naming the row of the batch, for a label
/// that is not finite or a weight that is negative or not finite.
/// Source: Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics 35 (1964); Keras
/// `Huber`, PyTorch `nn.HuberLoss`.
struct Huber {
    static constexpr std::string_view name = "huber";
    using fuses = void;

    double delta = 1.0;

    template <class T, std::size_t W>
    T value_and_gradient(ConstMatrixView<T> predictions, const Targets<T>& targets, MatrixView<T> gradient,
                         T* scratch) const {
        check(targets);
        return kernels::elementwise_loss<T, W>(predictions, targets, gradient, scratch, rule<T, W>());
    }
    template <class T, std::size_t W>
    void sample_losses(ConstMatrixView<T> predictions, const Targets<T>& targets, T* losses, MatrixView<T> slopes,
                       T* scratch) const {
        check(targets);
        kernels::elementwise_sample_losses<T, W>(predictions, targets, losses, slopes, scratch, rule<T, W>());
    }

private:
    template <class T>
    void check(const Targets<T>& targets) const {
        if (!(static_cast<T>(delta) > T{0} && delta <= std::numeric_limits<T>::max())) {
            detail::fail<SettingError>({name, ": a delta of ", delta, " is not above 0 and finite"});
        }
        check_finite_labels(name, targets.labels);
        check_weights(name, targets);
    }
    template <class T, std::size_t W>
    [[nodiscard]] auto rule() const {
        using P = pack<T, W>;
        return [highest = P(static_cast<T>(delta))](const P& p, const P& y) LINNET_INLINE_LAMBDA {
            // With the operands in this order, min and max pass a NaN on.
            const P difference = p - y;
            const P distance = abs(difference);
            const P inside = min(highest, distance);
            const P slope = max(-highest, min(highest, difference));
            return kernels::LossAndSlope<T, W>{inside * fma(P(T{-0.5}), inside, distance), slope};
        };
    }
};

} // namespace linnet::inline LINNET_ISA
