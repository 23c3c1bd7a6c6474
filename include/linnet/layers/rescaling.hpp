// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/layers/activation.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Factor>
struct RescalingFunction {
    static constexpr std::string_view name = "Rescaling";

    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> value(const pack<T, W>& x) {
        return x * pack<T, W>(static_cast<T>(ratio_value<Factor>));
    }
    template <class T, std::size_t W>
    LINNET_INLINE static pack<T, W> d_input(const pack<T, W>&, const pack<T, W>& d_y) {
        return value(d_y);
    }
};

} // namespace detail

/// out = Factor in; d_in = Factor d_out. `Factor` is a ratio as a type, such as `std::ratio<7>`. Vectors of a table
/// that two lookups share may so be larger for one of them: transformers multiply them by the root of their columns.
/// Shapes: `batch x n` -> `batch x n`. Source: Keras `Rescaling`.
template <class Factor>
struct Rescaling : detail::Activation<detail::RescalingFunction<Factor>> {
    static constexpr std::string_view name = "Rescaling";
};

} // namespace linnet::inline LINNET_ISA
