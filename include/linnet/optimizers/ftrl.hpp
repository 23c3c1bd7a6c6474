// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>

#include <linnet/config.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/setting.hpp>
#include <linnet/kernels/block_update.hpp>
#include <linnet/optimizers/least_epsilon.hpp>

namespace linnet::inline LINNET_ISA {

/// FTRL-Proximal ("follow the regularised leader"), which makes parameters exactly 0 where l1 is positive:
/// n' = n + g^2, z += g - (sqrt(n') - sqrt(n)) / lr w, n = n',
/// w = 0 where |z| <= l1, else (sign(z) l1 - z) / ((beta + sqrt(n)) / lr + 2 l2);
/// n starts from `initial_accumulator`, z from 0.
/// The defaults are those of Keras. w is a function of n and z, so its initial value fades with the first steps. A
/// learning rate below 1e-20, including 0, moves and changes nothing, because the formula divides by it.
/// Throws SettingError for a setting that is negative or not finite.
/// Cost: touched rows only; rows of a table that were never looked up keep their initial values.
/// Source: McMahan et al., "Ad click prediction: a view from the trenches", KDD 2013; Keras `Ftrl`.
struct FTRL {
    double learning_rate = 0.001;
    double initial_accumulator = 0.1;
    double l1 = 0.0; ///< Keras: l1_regularization_strength
    double l2 = 0.0; ///< Keras: l2_regularization_strength
    double beta = 0.0;

    LINNET_COLD void check(double learning_rate_factor = 1.0) const {
        detail::check_not_negative("FTRL", "learning_rate", learning_rate * learning_rate_factor);
        detail::check_not_negative("FTRL", "initial_accumulator", initial_accumulator);
        detail::check_not_negative("FTRL", "l1", l1);
        detail::check_not_negative("FTRL", "l2", l2);
        detail::check_not_negative("FTRL", "beta", beta);
    }

    template <class T, std::size_t W>
    class State {
    public:
        State() = default;
        State(const FTRL& settings, const ParameterBlock<T>& block)
            : slots_{block, {static_cast<T>(settings.initial_accumulator), T{0}}} {
            settings.check();
        }

        void update(const FTRL& settings, ParameterBlock<T>& block, const GradientBlock<T>& gradient,
                    const Step& step) {
            constexpr double least_rate = 1e-20;
            const double rate = settings.learning_rate * step.learning_rate_factor;
            if (rate < least_rate) {
                return;
            }
            using P = pack<T, W>;
            const P per_rate(static_cast<T>(1.0 / rate));
            const P threshold(static_cast<T>(settings.l1));
            const P rest(std::max(static_cast<T>(settings.l1), detail::least_epsilon<T>));
            const P most(std::numeric_limits<T>::max()); // an infinite n would make a NaN of w
            const P damping(static_cast<T>(settings.beta / rate + 2.0 * settings.l2));
            slots_.update_touched(
                block, gradient,
                [&](P& w, const P& g, P& n, P& z) LINNET_INLINE_LAMBDA {
                    const P before = sqrt(n);
                    n = min(fma(g, g, n), most);
                    const P after = sqrt(n);
                    z = fma((before - after) * per_rate, w, z + g);
                    const P pull = select(z < P(T{0}), -threshold, threshold) - z;
                    w = select(abs(z) <= rest, P(T{0}), pull / fma(after, per_rate, damping));
                },
                step.executor);
        }

        template <class Visitor>
        LINNET_COLD void visit(Visitor&& visitor) {
            slots_.visit({"n", "z"}, visitor);
        }

    private:
        kernels::BlockUpdate<T, W, 2> slots_;
    };
};

} // namespace linnet::inline LINNET_ISA
