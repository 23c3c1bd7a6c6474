// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/setting.hpp>
#include <linnet/kernels/block_update.hpp>
#include <linnet/kernels/resting_rows.hpp>
#include <linnet/optimizers/least_epsilon.hpp>
#include <linnet/optimizers/without_denormals.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// One element's step of RMSprop. Moments that would become denormal become 0.
template <class T, std::size_t W>
class RMSpropRule {
    using P = pack<T, W>;

public:
    RMSpropRule(double rate, double rho, double epsilon)
        : minus_rate_{static_cast<T>(-rate)}, rho_{static_cast<T>(rho)}, rest_{static_cast<T>(1.0 - rho)},
          epsilon_{std::max(static_cast<T>(epsilon), least_epsilon<T>)} {}

    LINNET_INLINE void operator()(P& w, const P& g, P& v) const {
        v = without_denormals(fma(rho_, v, rest_ * g * g));
        w = fma(minus_rate_, g / (sqrt(v) + epsilon_), w);
    }
    /// The same where g is 0: w stays.
    LINNET_INLINE void idle(P& v) const { v = without_denormals(fma(rho_, v, P(T{0}))); }

private:
    P minus_rate_;
    P rho_;
    P rest_;
    P epsilon_;
};

} // namespace detail

/// RMSprop: v = rho v + (1 - rho) g^2, w -= lr g / (sqrt(v) + epsilon).
///
/// Dense, as in Keras and PyTorch: the v of every row of a table decays each step; a row that a batch looks up makes up
/// for the steps in which it was not. Defaults are Keras's, which adds epsilon below the root; `pytorch()` has
/// PyTorch's (lr 0.01, alpha 0.99, epsilon 1e-8). An epsilon of 0 counts as 2^-63 (float) or 2^-511 (double), so that
/// elements without gradient stay as they are. Throws SettingError for a learning rate or an epsilon that is negative
/// or not finite, and a rho that is not in [0, 1). Cost: touched rows only. Source: Hinton, "Neural networks for
/// machine learning", lecture 6e (2012).
struct RMSprop {
    double learning_rate = 0.001;
    double rho = 0.9; ///< PyTorch: alpha
    double epsilon = 1e-7;

    [[nodiscard]] static constexpr RMSprop pytorch(double learning_rate = 0.01) {
        return {.learning_rate = learning_rate, .rho = 0.99, .epsilon = 1e-8};
    }

    LINNET_COLD void check(double learning_rate_factor = 1.0) const {
        detail::check_not_negative("RMSprop", "learning_rate", learning_rate * learning_rate_factor);
        detail::check_decay("RMSprop", "rho", rho);
        detail::check_not_negative("RMSprop", "epsilon", epsilon);
    }

    template <class T, std::size_t W>
    class State {
    public:
        State() = default;
        State(const RMSprop& settings, const ParameterBlock<T>& block) : moment_{block}, idle_{block} {
            settings.check();
        }

        void update(const RMSprop& settings, ParameterBlock<T>& block, const GradientBlock<T>& gradient,
                    const Step& step) {
            const double rate = settings.learning_rate * step.learning_rate_factor;
            moment_.update_making_up(block, gradient, detail::RMSpropRule<T, W>(rate, settings.rho, settings.epsilon),
                                     idle_, step.number, step.executor);
        }

        template <class Visitor>
        LINNET_COLD void visit(Visitor&& visitor) {
            moment_.visit({"v"}, visitor);
            idle_.visit(visitor);
        }

    private:
        kernels::BlockUpdate<T, W, 1> moment_;
        kernels::RestingRows idle_; // all rows rest between the steps that look them up
    };
};

} // namespace linnet::inline LINNET_ISA
