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

/// Adam that touches only the rows of a table that the batch looked up; equal ids are summed first. The moments of all
/// other rows stand still. This is a different optimizer from Adam, and much faster on large tables.
/// Takes the same settings as Adam and throws the same errors. Dense blocks are updated exactly as by Adam.
/// Source: PyTorch `optim.SparseAdam`, TensorFlow Addons `LazyAdam`.
struct LazyAdam {
    double learning_rate = 0.001;
    double beta_1 = 0.9;
    double beta_2 = 0.999;
    double epsilon = 1e-7;
    EpsilonForm epsilon_form = EpsilonForm::keras;

    [[nodiscard]] static constexpr LazyAdam pytorch(double learning_rate = 0.001) {
        return {.learning_rate = learning_rate, .epsilon = 1e-8, .epsilon_form = EpsilonForm::pytorch};
    }

    LINNET_COLD void check(double learning_rate_factor = 1.0) const {
        detail::check_adam("LazyAdam", *this, learning_rate_factor);
    }

    template <class T, std::size_t W>
    class State {
    public:
        State() = default;
        State(const LazyAdam& settings, const ParameterBlock<T>& block) : moments_{block} { settings.check(); }

        void update(const LazyAdam& settings, ParameterBlock<T>& block, const GradientBlock<T>& gradient,
                    const Step& step) {
            moments_.update_touched(block, gradient, detail::AdamRule<T, W>(settings, step), step.executor);
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
