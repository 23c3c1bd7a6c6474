// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstdint>

#include <linnet/config.hpp>
#include <linnet/core/setting.hpp>

// Learning-rate schedules: the factor by which `fit` multiplies the optimizer's learning rate at a step, counted from
// 1. Any function of the step will do. These check their settings at each call, and throw SettingError for one that is
// out of range.
namespace linnet::inline LINNET_ISA {

/// rate^(step / steps), for a rate of at least 0 and more than 0 steps.
/// Source: Keras `ExponentialDecay`.
struct ExponentialDecay {
    double rate = 0.96;
    double steps = 1000; ///< after which the factor is `rate`

    LINNET_COLD void check() const {
        detail::check_not_negative("ExponentialDecay", "rate", rate);
        detail::check_setting(steps > 0.0 && std::isfinite(steps), "ExponentialDecay", "steps", steps,
                              "above 0, and finite");
    }
    [[nodiscard]] LINNET_COLD double operator()(std::uint64_t step) const {
        check();
        return std::pow(rate, static_cast<double>(step) / steps);
    }
};

/// Multiplies by `factor` after every `steps` steps: factor^floor(step / steps), for a factor of at least 0 and at
/// least 1 step.
/// Source: PyTorch `StepLR`.
struct StepDecay {
    double factor = 0.1;
    std::uint64_t steps = 1000;

    LINNET_COLD void check() const {
        detail::check_not_negative("StepDecay", "factor", factor);
        if (steps == 0) {
            detail::fail<SettingError>({"StepDecay: steps must be at least 1, not 0"});
        }
    }
    [[nodiscard]] LINNET_COLD double operator()(std::uint64_t step) const {
        check();
        return std::pow(factor, static_cast<double>(step / steps));
    }
};

/// Rises linearly from 0 to 1 over `warm_up` steps, then falls along half a cosine from 1 to `least` at `steps`, and
/// stays there. `steps` must be at least 1 and at least `warm_up`, and `least` between 0 and 1.
/// Source: Loshchilov, Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017; Keras `CosineDecay`.
struct CosineDecay {
    std::uint64_t steps = 10'000;
    double least = 0.0;
    std::uint64_t warm_up = 0;

    LINNET_COLD void check() const {
        if (steps == 0) {
            detail::fail<SettingError>({"CosineDecay: steps must be at least 1, not 0"});
        }
        detail::check_setting(least >= 0.0 && least <= 1.0, "CosineDecay", "least", least, "from 0 to 1");
        if (warm_up > steps) {
            detail::fail<SettingError>({"CosineDecay: warm_up must be at most the ", steps, " steps, not ", warm_up});
        }
    }
    [[nodiscard]] LINNET_COLD double operator()(std::uint64_t step) const {
        check();
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
