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

struct SiLUFunction {
    static constexpr std::string_view name = "SiLU";
    static constexpr bool keeps_input = true; // two inputs have the same output

    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> value(const pack<T, W>& x) {
        return x * sigmoid(x);
    }
    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> d_input(const pack<T, W>& x, const pack<T, W>& d_y) {
        const pack<T, W> s = sigmoid(x);
        return d_y * fma(x * s, pack<T, W>(T{1}) - s, s);
    }
};

} // namespace detail

/// out = in s for s = 1 / (1 + exp(-in)), element by element, also called Swish; d_in = d_out s (1 + in (1 - s)).
/// Shapes: `batch x n` -> `batch x n`. Source: Elfwing, Uchibe, Doya, Neural Networks 107, 2018; PyTorch `nn.SiLU`,
/// Keras `activations.silu`.
struct SiLU : detail::Activation<detail::SiLUFunction> {
    static constexpr std::string_view name = "SiLU";
};

} // namespace linnet::inline LINNET_ISA
