// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <linnet/config.hpp>
#include <linnet/layers/activation.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

struct IdentityFunction {
    static constexpr std::string_view name = "Identity";

    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> value(const pack<T, W>& x) {
        return x;
    }
    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> d_input(const pack<T, W>&, const pack<T, W>& d_y) {
        return d_y;
    }
};

} // namespace detail

/// out = in: a branch that passes on the input of Concat, Add, Multiply or PairwiseDot. `Add<Identity, Dense<64>>` is a
/// residual connection.
/// Shapes: `batch x n` -> `batch x n`. Source: PyTorch `nn.Identity`, Keras `Identity`.
struct Identity : detail::Activation<detail::IdentityFunction> {
    static constexpr std::string_view name = "Identity";
};

} // namespace linnet::inline LINNET_ISA
