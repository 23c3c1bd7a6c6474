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
#include <linnet/optimizers/adam_rule.hpp>
#include <linnet/optimizers/without_denormals.hpp>

namespace linnet::inline LINNET_ISA {

/// Adam with decoupled weight decay: w -= lr weight_decay w, then Adam's step, whose moments see nothing of the decay.
///
/// Dense, as in Keras and PyTorch: every element of every block decays in each step, biases and the rows of a table
/// that no batch has looked up among them; parameters that would become denormal become 0. Defaults are Keras's;
/// `pytorch()` has PyTorch's epsilon (1e-8) in PyTorch's place and its weight decay (0.01). An epsilon of 0 counts as
/// for Adam. Throws SettingError for a learning rate, an epsilon or a weight decay that is negative or not finite, and
/// betas that are not in [0, 1). Cost: every row, each step. Source: Loshchilov and Hutter, "Decoupled weight decay
/// regularization", ICLR 2019.
struct AdamW {
    double learning_rate = 0.001;
    double beta_1 = 0.9;
    double beta_2 = 0.999;
    double epsilon = 1e-7;
    EpsilonForm epsilon_form = EpsilonForm::keras;
    double weight_decay = 0.004;

    [[nodiscard]] static constexpr AdamW pytorch(double learning_rate = 0.001) {
        return {.learning_rate = learning_rate,
                .epsilon = 1e-8,
                .epsilon_form = EpsilonForm::pytorch,
                .weight_decay = 0.01};
    }

    LINNET_COLD void check(double learning_rate_factor = 1.0) const {
        detail::check_adam("AdamW", *this, learning_rate_factor);
        detail::check_not_negative("AdamW", "weight_decay", weight_decay);
    }

    template <class T, std::size_t W>
    class State {
    public:
        State() = default;
        State(const AdamW& settings, const ParameterBlock<T>& block) : moments_{block} { settings.check(); }

        void update(const AdamW& settings, ParameterBlock<T>& block, const GradientBlock<T>& gradient,
                    const Step& step) {
            using P = pack<T, W>;
            const double rate = settings.learning_rate * step.learning_rate_factor;
            const P minus_decay(static_cast<T>(-rate * settings.weight_decay));
            const detail::AdamRule<T, W> adam(settings, step);
            moments_.update_every(
                block, gradient,
                [&](P& w, const P& g, P& m, P& v) LINNET_INLINE_LAMBDA {
                    w = detail::without_denormals(fma(minus_decay, w, w));
                    adam(w, g, m, v);
                },
                step.executor);
        }

        template <class Visitor>
        LINNET_COLD void visit(Visitor&& visitor) {
            moments_.visit({"m", "v"}, visitor);
        }

    private:
        kernels::BlockUpdate<T, W, 2> moments_;
    };
};

} // namespace linnet::inline LINNET_ISA
