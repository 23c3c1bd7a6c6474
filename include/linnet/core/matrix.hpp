// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/stride.hpp>

namespace linnet {

/// Owns a padded matrix; the padding stays zero.
template <class T>
class Matrix {
public:
    Matrix() = default;
    Matrix(std::size_t rows, std::size_t columns)
        : buffer_{rows * padded_stride<T>(columns)}, rows_{rows}, columns_{columns} {}

    /// Makes room for `rows x columns`; allocates (and zeroes) only when it grows or changes its columns.
    void reserve(std::size_t rows, std::size_t columns) {
        if (columns != columns_ || rows > rows_) {
            *this = Matrix(rows, columns);
        }
    }

    [[nodiscard]] std::size_t rows() const { return rows_; }
    [[nodiscard]] std::size_t columns() const { return columns_; }
    [[nodiscard]] std::size_t stride() const { return padded_stride<T>(columns_); }
    [[nodiscard]] std::size_t bytes() const { return buffer_.size() * sizeof(T); }
    [[nodiscard]] MatrixView<T> view() { return {buffer_.data(), rows_, columns_, stride()}; }
    [[nodiscard]] ConstMatrixView<T> view() const { return {buffer_.data(), rows_, columns_, stride()}; }
    [[nodiscard]] MatrixView<T> top(std::size_t count) { return view().top(count); }

private:
    AlignedBuffer<T> buffer_;
    std::size_t rows_ = 0;
    std::size_t columns_ = 0;
};

} // namespace linnet
