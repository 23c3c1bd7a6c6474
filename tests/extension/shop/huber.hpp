// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/linnet.hpp>

namespace shop {

namespace ln = linnet;

/// Mean of w h(p - y), where h(e) = e^2 / 2 for |e| <= delta and delta (|e| - delta / 2) beyond: outliers pull with no
/// more than delta. Source: Huber, "Robust estimation of a location parameter", 1964.
struct Huber {
    static constexpr std::string_view name = "Huber";
    using fuses = void;

    double delta = 1.0;

    template <class T, std::size_t W>
    T value_and_gradient(ln::ConstMatrixView<T> predictions, const ln::Targets<T>& targets, ln::MatrixView<T> gradient,
                         T* scratch) const {
        using P = ln::pack<T, W>;
        ln::check_finite_labels<T>(name, targets.labels);
        ln::check_weights(name, targets);
        const P half(T{0.5});
        const P most(static_cast<T>(delta));
        const auto rule = [=](const P& p, const P& y) {
            const P error = p - y;
            const P near = min(abs(error), most);
            return ln::kernels::LossAndSlope<T, W>{near * (abs(error) - half * near), max(-most, min(error, most))};
        };
        return ln::kernels::elementwise_loss<T, W>(predictions, targets, gradient, scratch, rule);
    }
};

} // namespace shop
