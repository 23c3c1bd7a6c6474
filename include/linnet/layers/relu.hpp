// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/layers/activation.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

struct ReLUFunction {
    static constexpr std::string_view name = "ReLU";

    // With the operands in this order, NaN passes through.
    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> value(const pack<T, W>& x) {
        return max(pack<T, W>(T{0}), x);
    }
    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> d_input(const pack<T, W>& y, const pack<T, W>& d_y) {
        return select(pack<T, W>(T{0}) < y, d_y, pack<T, W>(T{0}));
    }
};

} // namespace detail

/// out = max(0, in), element by element; d_in = d_out where in > 0, else 0 (also at 0, as in Keras and PyTorch).
/// Shapes: `batch x n` -> `batch x n`. Source: Nair and Hinton, ICML 2010.
struct ReLU : detail::Activation<detail::ReLUFunction> {
    static constexpr std::string_view name = "ReLU";
};

} // namespace linnet::inline LINNET_ISA
