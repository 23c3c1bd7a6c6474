// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/setting.hpp>
#include <linnet/kernels/block_update.hpp>
#include <linnet/optimizers/without_denormals.hpp>

namespace linnet::inline LINNET_ISA {

/// Stochastic gradient descent: w -= lr g. With momentum: v = momentum v - lr g, w += v; with Nesterov's form
/// w += momentum v - lr g. With momentum, rows of a table that a batch did not look up move on, too; velocities that
/// would become denormal become 0.
///
/// Where the learning rate becomes 0, the velocities that there are run out; a step without momentum forgets them.
/// Throws SettingError for a learning rate that is negative or not finite, and a momentum that is not in [0, 1].
/// Cost: without momentum touched rows only; with it every row that moves, each step: all whose velocity is not 0.
/// Source: Keras `SGD`; Sutskever et al., ICML 2013.
struct SGD {
    double learning_rate = 0.01;
    double momentum = 0.0;
    bool nesterov = false;

    LINNET_COLD void check(double learning_rate_factor = 1.0) const {
        detail::check_not_negative("SGD", "learning_rate", learning_rate * learning_rate_factor);
        detail::check_setting(momentum >= 0.0 && momentum <= 1.0, "SGD", "momentum", momentum, "from 0 to 1");
    }

    template <class T, std::size_t W>
    class State {
    public:
        State() = default;
        LINNET_COLD State(const SGD& settings, const ParameterBlock<T>& block) : plain_{block} {
            settings.check();
            if (settings.momentum != 0.0) {
                start_velocity(block);
            }
        }

        void update(const SGD& settings, ParameterBlock<T>& block, const GradientBlock<T>& gradient, const Step& step) {
            using P = pack<T, W>;
            const P minus_rate(static_cast<T>(-settings.learning_rate * step.learning_rate_factor));
            const P decay(static_cast<T>(settings.momentum));
            if (settings.momentum != 0.0 && !has_velocity_) {
                start_velocity(block); // momentum was only set at a later step
            }
            if (settings.momentum == 0.0) {
                forget_velocity();
                plain_.update_touched(
                    block, gradient, [&](P& w, const P& g) LINNET_INLINE_LAMBDA { w = fma(minus_rate, g, w); },
                    step.executor);
            } else if (settings.nesterov) {
                velocity_.update_moving(
                    block, gradient,
                    [&](P& w, const P& g, P& v) LINNET_INLINE_LAMBDA {
                        v = detail::without_denormals(fma(decay, v, minus_rate * g));
                        w = w + fma(decay, v, minus_rate * g);
                    },
                    resting_, step.number, step.executor);
            } else {
                velocity_.update_moving(
                    block, gradient,
                    [&](P& w, const P& g, P& v) LINNET_INLINE_LAMBDA {
                        v = detail::without_denormals(fma(decay, v, minus_rate * g));
                        w = w + v;
                    },
                    resting_, step.number, step.executor);
            }
        }

        template <class Visitor>
        LINNET_COLD void visit(Visitor&& visitor) {
            velocity_.visit({"velocity"}, visitor);
            resting_.visit(visitor);
        }

    private:
        LINNET_COLD void start_velocity(const ParameterBlock<T>& block) {
            velocity_ = kernels::BlockUpdate<T, W, 1>{block};
            resting_ = kernels::RestingRows{block};
            has_velocity_ = true;
        }
        void forget_velocity() {
            if (has_velocity_) {
                velocity_ = {};
                resting_ = {};
                has_velocity_ = false;
            }
        }

        kernels::BlockUpdate<T, W, 0> plain_;
        kernels::BlockUpdate<T, W, 1> velocity_;
        kernels::RestingRows resting_;
        bool has_velocity_ = false;
    };
};

} // namespace linnet::inline LINNET_ISA
