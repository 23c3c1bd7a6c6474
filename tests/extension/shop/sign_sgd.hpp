// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/linnet.hpp>

namespace shop {

namespace ln = linnet;

/// w -= learning_rate sign(g), for each weight whose gradient is not 0; of tables the rows that a batch looked up.
/// Source: Bernstein, Wang, Azizzadenesheli, Anandkumar, "signSGD", ICML 2018.
struct SignSGD {
    double learning_rate = 0.001;

    void check(double factor = 1.0) const {
        if (!(learning_rate * factor >= 0.0 && learning_rate * factor < 1e9)) {
            throw ln::SettingError{"SignSGD: the learning rate must be 0 or more, and finite"};
        }
    }

    template <class T, std::size_t W>
    class State {
    public:
        State() = default;
        State(const SignSGD& settings, const ln::ParameterBlock<T>& block) : update_{block} { settings.check(); }

        void update(const SignSGD& settings, ln::ParameterBlock<T>& block, const ln::GradientBlock<T>& gradient,
                    const ln::Step& step) {
            using P = ln::pack<T, W>;
            const P zero(T{0});
            const P rate(static_cast<T>(settings.learning_rate * step.learning_rate_factor));
            update_.update_touched(
                block, gradient,
                [=](P& w, const P& g) { w = w - select(zero < g, rate, select(g < zero, -rate, zero)); },
                step.executor);
        }
        /// There is nothing to remember.
        template <class Visitor>
        void visit(const Visitor&) {}

    private:
        ln::kernels::BlockUpdate<T, W, 0> update_;
    };
};

} // namespace shop
