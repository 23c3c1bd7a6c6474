// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/layers/activation.hpp>
#include <linnet/simd/tanh.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

struct TanhFunction {
    static constexpr std::string_view name = "Tanh";

    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> value(const pack<T, W>& x) {
        return tanh(x);
    }
    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> d_input(const pack<T, W>& y, const pack<T, W>& d_y) {
        return d_y * fma(-y, y, pack<T, W>(T{1}));
    }
};

} // namespace detail

/// out = tanh(in), element by element; d_in = d_out (1 - out^2).
/// Shapes: `batch x n` -> `batch x n`. Source: Keras `activations.tanh`.
struct Tanh : detail::Activation<detail::TanhFunction> {
    static constexpr std::string_view name = "Tanh";
};

} // namespace linnet::inline LINNET_ISA
