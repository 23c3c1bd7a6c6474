// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstdint>

#include <linnet/config.hpp>

// Learning-rate schedules: the factor by which `fit` multiplies the optimizer's learning rate at a step, from 1.
// Any function of the step will do.
namespace linnet::inline LINNET_ISA {

/// rate^(step / steps).
/// Source: Keras `ExponentialDecay`.
struct ExponentialDecay {
    double rate = 0.96;
    double steps = 1000; ///< after which the factor is `rate`

    [[nodiscard]] LINNET_COLD double operator()(std::uint64_t step) const {
        return std::pow(rate, static_cast<double>(step) / steps);
    }
};

/// `factor` after each `steps` steps anew: factor^floor(step / steps).
/// Source: PyTorch `StepLR`.
struct StepDecay {
    double factor = 0.1;
    std::uint64_t steps = 1000;

    [[nodiscard]] LINNET_COLD double operator()(std::uint64_t step) const {
        return std::pow(factor, static_cast<double>(step / steps));
    }
};

/// Linear from 0 to 1 over `warm_up` steps, then half a cosine from 1 to `least` until `steps`, `least` from there on.
/// Source: Loshchilov, Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017; Keras `CosineDecay`.
struct CosineDecay {
    std::uint64_t steps = 10'000;
    double least = 0.0;
    std::uint64_t warm_up = 0;

    [[nodiscard]] LINNET_COLD double operator()(std::uint64_t step) const {
        if (step < warm_up) {
            return static_cast<double>(step) / static_cast<double>(warm_up);
        }
        if (step >= steps) {
            return least;
        }
        const double at = static_cast<double>(step - warm_up) / static_cast<double>(steps - warm_up);
        constexpr double pi = 3.14159265358979323846;
        return least + (1.0 - least) * 0.5 * (1.0 + std::cos(pi * at));
    }
};

} // namespace linnet::inline LINNET_ISA
