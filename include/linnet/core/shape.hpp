// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>

namespace linnet::inline LINNET_ISA {

/// How much flows between two layers for a batch.
struct Extent {
    std::size_t rows = 0;                        ///< samples
    std::span<const std::uint64_t> offsets = {}; ///< of sequences: see StepsView
};

/// What flows between layers: a matrix of `batch x Columns`. Like every shape, it says what layers are handed (`view`)
/// and what holds it (`Buffer`).
template <std::size_t Columns>
struct Shape {
    static constexpr std::size_t columns = Columns;

    template <class T>
    using view = MatrixView<T>;

    template <class T>
    class Buffer {
    public:
        /// Makes room for that many samples.
        void reserve(std::size_t batch) { numbers_.reserve(batch, Columns); }
        [[nodiscard]] MatrixView<T> top(const Extent& extent) { return numbers_.top(extent.rows); }
        /// A view that has the extent, and no numbers.
        [[nodiscard]] static MatrixView<T> nothing(const Extent& extent) { return {nullptr, extent.rows, Columns, 0}; }

    private:
        Matrix<T> numbers_;
    };
};

/// The input of a layer that starts a branch, such as `Embedding`.
struct NoInput {
    static constexpr std::size_t columns = 0;

    template <class T>
    using view = MatrixView<T>;
    template <class T>
    using Buffer = typename Shape<0>::template Buffer<T>;
};

/// The output of a network that does not fit. `Reason::sentence` is a template whose `static_assert` gives the reason.
/// Layers pass an error on instead of adding one of their own, so a network reports exactly one.
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
