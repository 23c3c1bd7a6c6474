// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <type_traits>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// A view of `rows x columns` elements whose rows lie `stride` elements apart. It owns nothing, and `T` may be const.
template <class T>
struct MatrixView {
    T* data = nullptr;
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::size_t stride = 0;

    [[nodiscard]] T* row(std::size_t r) const { return data + r * stride; }
    [[nodiscard]] T& operator()(std::size_t r, std::size_t c) const { return data[r * stride + c]; }
    [[nodiscard]] std::span<T> row_span(std::size_t r) const { return {row(r), columns}; }

    /// Columns `first` ... `first + count - 1` of the same rows. A view of nothing gives a view of nothing.
    [[nodiscard]] MatrixView slice(std::size_t first, std::size_t count) const {
        return {data != nullptr ? data + first : nullptr, rows, count, stride};
    }
    /// Rows `first` ... `first + count - 1`.
    [[nodiscard]] MatrixView middle(std::size_t first, std::size_t count) const {
        return {data != nullptr ? row(first) : nullptr, count, columns, stride};
    }
    /// The first `count` rows.
    [[nodiscard]] MatrixView top(std::size_t count) const { return {data, count, columns, stride}; }

    // NOLINTNEXTLINE(google-explicit-constructor): a mutable view reads as a const one
    operator MatrixView<const T>() const
        requires(!std::is_const_v<T>)
    {
        return {data, rows, columns, stride};
    }
};

/// A view of what a library function only reads.
template <class T>
using ConstMatrixView = MatrixView<const T>;

} // namespace linnet::inline LINNET_ISA
