// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// What flows between layers: a matrix of `batch x Columns`.
template <std::size_t Columns>
struct Shape {
    static constexpr std::size_t columns = Columns;
};

/// The input of a layer that starts a branch, such as `Embedding`.
struct NoInput {
    static constexpr std::size_t columns = 0;
};

/// The output of a network that does not fit. `Reason::sentence` is a template whose `static_assert` says why.
/// Layers hand an error on instead of adding one of their own, so a network reports exactly one.
template <class Reason>
struct ShapeError {
    static constexpr std::size_t columns = 0;
    using reason = Reason;
};

/// Whether the output of a layer is an error.
template <class S>
inline constexpr bool is_shape_error = false;
template <class Reason>
inline constexpr bool is_shape_error<ShapeError<Reason>> = true;

/// Whether the output of a layer is a matrix.
template <class S>
inline constexpr bool is_shape = false;
template <std::size_t Columns>
inline constexpr bool is_shape<Shape<Columns>> = true;

/// False, and depends on a type, so that a static_assert waits for its instantiation.
template <class...>
inline constexpr bool never = false;

} // namespace linnet::inline LINNET_ISA
