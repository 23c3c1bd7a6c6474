// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/layers/activation.hpp>
#include <linnet/simd/sigmoid.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// in sigmoid(v) for v = in (a + b in^2), which is in (1 + tanh(v / 2)) / 2 without its cancellation.
struct GELUFunction {
    static constexpr std::string_view name = "GELU";
    static constexpr bool keeps_input = true; // two inputs have the same output

    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> value(const pack<T, W>& x) {
        return x * sigmoid(argument(clamped(x)));
    }
    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> d_input(const pack<T, W>& x, const pack<T, W>& d_y) {
        using P = pack<T, W>;
        const P c = clamped(x);
        const P s = sigmoid(argument(c));
        const P slope = fma(P(static_cast<T>(3 * b)), c * c, P(static_cast<T>(a)));
        return d_y * fma(c * slope * s, P(T{1}) - s, s);
    }

private:
    static constexpr double a = 0x1.9884533d43651p+0; // 2 sqrt(2 / pi)
    static constexpr double b = 0.044715 * a;

    /// Beyond 32, the sigmoid is 0 or 1 in every scalar, and the cube stays finite here. In this order, NaN passes on.
    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> clamped(const pack<T, W>& x) {
        return min(pack<T, W>(T{32}), max(pack<T, W>(T{-32}), x));
    }
    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> argument(const pack<T, W>& x) {
        return x * fma(pack<T, W>(static_cast<T>(b)), x * x, pack<T, W>(static_cast<T>(a)));
    }
};

} // namespace detail

/// out = in (1 + tanh(u)) / 2 for u = sqrt(2 / pi) (in + 0.044715 in^3), element by element: PyTorch's
/// `approximate="tanh"`, which differs from in times the normal distribution by less than 0.0005. d_in = d_out (s + in
/// s (1 - s) 2 u') for s = (1 + tanh(u)) / 2. Shapes: `batch x n` -> `batch x n`. Source: Hendrycks, Gimpel, "Gaussian
/// error linear units", 2016; PyTorch `nn.GELU(approximate="tanh")`, Keras `activations.gelu` with `approximate`.
struct GELU : detail::Activation<detail::GELUFunction> {
    static constexpr std::string_view name = "GELU";
};

} // namespace linnet::inline LINNET_ISA
