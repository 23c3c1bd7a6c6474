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

struct SigmoidFunction {
    static constexpr std::string_view name = "Sigmoid";

    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> value(const pack<T, W>& x) {
        return sigmoid(x);
    }
    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> d_input(const pack<T, W>& y, const pack<T, W>& d_y) {
        return d_y * fma(-y, y, y);
    }
};

} // namespace detail

/// out = 1 / (1 + exp(-in)), element by element; d_in = d_out out (1 - out).
/// Shapes: `batch x n` -> `batch x n`. Source: Keras `activations.sigmoid`.
struct Sigmoid : detail::Activation<detail::SigmoidFunction> {
    static constexpr std::string_view name = "Sigmoid";
};

} // namespace linnet::inline LINNET_ISA
