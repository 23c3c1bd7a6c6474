// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/kernels/block_update.hpp>
#include <linnet/optimizers/adam_rule.hpp>

namespace linnet::inline LINNET_ISA {

/// Adam: m = beta_1 m + (1 - beta_1) g, v = beta_2 v + (1 - beta_2) g^2,
/// w -= lr sqrt(1 - beta_2^t) / (1 - beta_1^t) m / (sqrt(v) + epsilon).
/// Dense, as in Keras and PyTorch: the moments of every row of a table decay at each step, and the row moves with them,
/// whether it was looked up or not. A row rests only while it would not move: before it is first looked up, and once
/// its m has become 0, about 800 steps after it was last looked up. The defaults are those of Keras; `pytorch()` adds
/// PyTorch's epsilon (1e-8) where PyTorch adds it. An epsilon of 0 counts as 2^-63 (float) or 2^-511 (double), so that
/// elements without gradient stay as they are.
/// Throws SettingError for a learning rate or an epsilon that is negative or not finite, and betas that are not in [0,
/// 1).
/// Cost: every row that moves, at each step; see LazyAdam for large tables.
/// Source: Kingma and Ba, ICLR 2015.
struct Adam {
    double learning_rate = 0.001;
    double beta_1 = 0.9;
    double beta_2 = 0.999;
    double epsilon = 1e-7;
    EpsilonForm epsilon_form = EpsilonForm::keras;

    [[nodiscard]] static constexpr Adam pytorch(double learning_rate = 0.001) {
        return {.learning_rate = learning_rate, .epsilon = 1e-8, .epsilon_form = EpsilonForm::pytorch};
    }

    LINNET_COLD void check(double learning_rate_factor = 1.0) const {
        detail::check_adam("Adam", *this, learning_rate_factor);
    }

    template <class T, std::size_t W>
    class State {
    public:
        State() = default;
        State(const Adam& settings, const ParameterBlock<T>& block) : moments_{block}, resting_{block} {
            settings.check();
        }

        void update(const Adam& settings, ParameterBlock<T>& block, const GradientBlock<T>& gradient,
                    const Step& step) {
            moments_.update_moving(block, gradient, detail::AdamRule<T, W>(settings, step), resting_, step.number,
                                   step.executor);
        }

        template <class Visitor>
        LINNET_COLD void visit(Visitor&& visitor) {
            moments_.visit({"m", "v"}, visitor);
            resting_.visit(visitor);
        }

    private:
        kernels::BlockUpdate<T, W, 2> moments_;
        kernels::RestingRows resting_;
    };
};

} // namespace linnet::inline LINNET_ISA
