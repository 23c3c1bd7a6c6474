// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <concepts>
#include <cstddef>
#include <numbers>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include <linnet/linnet.hpp>

#include "extension/shop/hour.hpp"

namespace shop {

namespace ln = linnet;

template <class F>
struct ClockFeature {
    static_assert(ln::never<F>, "shop: Clock needs a feature whose column are minutes, such as Hour.");
};

/// A time of day as a place on the dial: out = (sin a, cos a) gain for the angle a = 2 pi minute / 1440, so that 23:59
/// is near 0:00. `batch` minutes -> `batch x 2`; the gain, one for each column, is trained.
template <class F>
struct Clock {
    static constexpr std::string_view name = "Clock";
    static constexpr bool reads_input = false;
    using features = ln::TypeList<F>;
    using tables = ln::TypeList<>;

    template <class In>
    using output = std::conditional_t<std::same_as<typename F::template column<float>, std::span<const std::uint16_t>>,
                                      ln::Shape<2>, ln::ShapeError<ClockFeature<F>>>;

    template <class T, std::size_t W, class In>
    class Node {
    public:
        static constexpr bool trainable = true;
        struct Workspace {
            void reserve(std::size_t) {}
        };

        explicit Node(ln::Builder<T>& builder) : gain_{builder.dense("clock.gain", 1, 2, ln::Ones{}, {1, 2})} {}

        template <class Context>
        void forward(const Context& context, ln::ConstMatrixView<T>, ln::MatrixView<T> out, Workspace&) const {
            const auto minutes = context.batch.template column<F>();
            if (minutes.size() != out.rows) {
                throw ln::SettingError{"feature '" + std::string{F::name} + "' has " + std::to_string(minutes.size()) +
                                       " times where the batch needs " + std::to_string(out.rows)};
            }
            const auto gain = context.parameters[gain_].values.view();
            for (std::size_t b = 0; b < out.rows; ++b) {
                out(b, 0) = gain(0, 0) * std::sin(angle(minutes[b]));
                out(b, 1) = gain(0, 1) * std::cos(angle(minutes[b]));
            }
        }

        template <class Context>
        void backward(Context& context, ln::ConstMatrixView<T>, ln::ConstMatrixView<T>, ln::ConstMatrixView<T> d_out,
                      ln::MatrixView<T>, Workspace&) const {
            const auto minutes = context.batch.template column<F>();
            const auto gradient = context.gradients[gain_].dense.view();
            for (std::size_t b = 0; b < d_out.rows; ++b) {
                gradient(0, 0) += d_out(b, 0) * std::sin(angle(minutes[b]));
                gradient(0, 1) += d_out(b, 1) * std::cos(angle(minutes[b]));
            }
        }

        void describe(ln::Description& description) const {
            description.add("Clock<" + std::string{F::name} + ">", 2, {gain_});
        }

    private:
        static T angle(std::uint16_t minute) {
            return static_cast<T>(2 * std::numbers::pi * static_cast<double>(minute) / minutes_of_day);
        }

        std::size_t gain_;
    };
};

} // namespace shop
