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
#include <linnet/optimizers/least_epsilon.hpp>

namespace linnet::inline LINNET_ISA {

/// Adagrad: a += g^2, w -= lr g / (sqrt(a) + epsilon), a starting from `initial_accumulator`.
/// The defaults are those of Keras (0.001, 0.1, 1e-7); PyTorch uses 0.01, 0 and 1e-10. An epsilon of 0 counts as 2^-63
/// (float) or 2^-511 (double), so that elements without gradient stay as they are.
/// Throws SettingError for a setting that is negative or not finite.
/// Cost: touched rows only, which is exact, because a gradient of 0 changes nothing.
/// Source: Duchi, Hazan, Singer, JMLR 12 (2011).
struct Adagrad {
    double learning_rate = 0.001;
    double initial_accumulator = 0.1;
    double epsilon = 1e-7;

    LINNET_COLD void check(double learning_rate_factor = 1.0) const {
        detail::check_not_negative("Adagrad", "learning_rate", learning_rate * learning_rate_factor);
        detail::check_not_negative("Adagrad", "initial_accumulator", initial_accumulator);
        detail::check_not_negative("Adagrad", "epsilon", epsilon);
    }

    template <class T, std::size_t W>
    class State {
    public:
        State() = default;
        State(const Adagrad& settings, const ParameterBlock<T>& block)
            : accumulator_{block, {static_cast<T>(settings.initial_accumulator)}} {
            settings.check();
        }

        void update(const Adagrad& settings, ParameterBlock<T>& block, const GradientBlock<T>& gradient,
                    const Step& step) {
            using P = pack<T, W>;
            const P minus_rate(static_cast<T>(-settings.learning_rate * step.learning_rate_factor));
            const P offset(std::max(static_cast<T>(settings.epsilon), detail::least_epsilon<T>));
            accumulator_.update_touched(
                block, gradient,
                [&](P& w, const P& g, P& a) LINNET_INLINE_LAMBDA {
                    a = fma(g, g, a);
                    w = fma(minus_rate, g / (sqrt(a) + offset), w);
                },
                step.executor);
        }

        template <class Visitor>
        LINNET_COLD void visit(Visitor&& visitor) {
            accumulator_.visit({"accumulator"}, visitor);
        }

    private:
        kernels::BlockUpdate<T, W, 1> accumulator_;
    };
};

} // namespace linnet::inline LINNET_ISA
