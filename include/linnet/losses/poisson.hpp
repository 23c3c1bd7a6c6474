// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <limits>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/kernels/elementwise_loss.hpp>
#include <linnet/losses/target_checks.hpp>
#include <linnet/simd/exp.hpp>

namespace linnet::inline LINNET_ISA {

/// Mean of w (exp(z) - y z) over all elements: up to what does not depend on z, the negative log-likelihood of counts y
/// that are Poisson numbers of rate exp(z). Its derivative by z is w (exp(z) - y) / (batch n). It is least for z = log
/// y and may be negative.
///
/// The output of the network is the log of the rate, so the network ends in no activation, and counts are predicted by
/// exp of it.
/// Shapes: z, labels y `batch x n`; weights w `batch`, or none for weights of 1. Unit: nats.
/// Throws LabelError, naming the row of the batch, for a label that is negative or not finite or a weight that is
/// negative or not finite.
/// Source: PyTorch `nn.PoissonNLLLoss` (with its defaults, log_input and not full); the `Poisson` of Keras reads the
/// rate.
struct Poisson {
    static constexpr std::string_view name = "poisson";
    using fuses = void;

    template <class T, std::size_t W>
    T value_and_gradient(ConstMatrixView<T> logs, const Targets<T>& targets, MatrixView<T> gradient, T* scratch) const {
        check(targets);
        return kernels::elementwise_loss<T, W>(logs, targets, gradient, scratch, rule<T, W>());
    }
    template <class T, std::size_t W>
    void sample_losses(ConstMatrixView<T> logs, const Targets<T>& targets, T* losses, MatrixView<T> slopes,
                       T* scratch) const {
        check(targets);
        kernels::elementwise_sample_losses<T, W>(logs, targets, losses, slopes, scratch, rule<T, W>());
    }

private:
    template <class T>
    static void check(const Targets<T>& targets) {
        check_inside<T>(name, "label", targets.labels, T{0}, std::numeric_limits<T>::max(), "0 or more, and finite");
        check_weights(name, targets);
    }
    template <class T, std::size_t W>
    static auto rule() {
        using P = pack<T, W>;
        return [](const P& z, const P& y) LINNET_INLINE_LAMBDA {
            const P rate = exp(z);
            return kernels::LossAndSlope<T, W>{fma(-z, y, rate), rate - y};
        };
    }
};

} // namespace linnet::inline LINNET_ISA
