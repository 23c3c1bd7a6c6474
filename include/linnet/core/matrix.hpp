// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/memory_size.hpp>
#include <linnet/core/stride.hpp>

namespace linnet::inline LINNET_ISA {

/// Owns a padded matrix whose padding stays zero, or borrows one that lies elsewhere. Throws SettingError if its size
/// in bytes does not fit a `std::size_t`.
template <class T>
class Matrix {
public:
    Matrix() = default;
    LINNET_COLD Matrix(std::size_t rows, std::size_t columns)
        : buffer_{detail::padded_elements<T>(rows, columns)}, rows_{rows}, columns_{columns},
          stride_{padded_stride<T>(columns)} {}
    /// Borrows a matrix without padding that lives as long as `owner`, such as a mapped file, to be read or written.
    /// requires: its rows follow each other, stride == columns
    LINNET_COLD Matrix(const MatrixView<T>& elsewhere, std::shared_ptr<const void> owner)
        : buffer_{elsewhere.data, elsewhere.rows * elsewhere.columns, std::move(owner)}, rows_{elsewhere.rows},
          columns_{elsewhere.columns}, stride_{elsewhere.columns} {}

    /// A copy owns its elements, with padding.
    LINNET_COLD Matrix(const Matrix& other)
        : buffer_{other.borrowed() ? AlignedBuffer<T>(detail::padded_elements<T>(other.rows_, other.columns_))
                                   : other.buffer_},
          rows_{other.rows_}, columns_{other.columns_},
          stride_{other.borrowed() ? padded_stride<T>(other.columns_) : other.stride_} {
        if (other.borrowed()) {
            copy_common(other);
        }
    }
    Matrix(Matrix&& other) noexcept
        : buffer_{std::move(other.buffer_)}, rows_{std::exchange(other.rows_, 0)},
          columns_{std::exchange(other.columns_, 0)}, stride_{std::exchange(other.stride_, 0)} {}
    Matrix& operator=(Matrix other) noexcept {
        std::swap(buffer_, other.buffer_);
        std::swap(rows_, other.rows_);
        std::swap(columns_, other.columns_);
        std::swap(stride_, other.stride_);
        return *this;
    }
    ~Matrix() = default;

    /// Makes room for `rows x columns`. Allocates, and zeroes, only if the matrix grows or its number of columns
    /// changes.
    void reserve(std::size_t rows, std::size_t columns) {
        if (columns != columns_ || rows > rows_) {
            grow(rows, columns);
        }
    }

    /// Copies the elements of `other` at the places that both matrices have, and leaves the rest alone.
    LINNET_COLD void copy_common(const Matrix& other) {
        for (std::size_t r = 0; r < std::min(rows_, other.rows_); ++r) {
            std::copy_n(other.view().row(r), std::min(columns_, other.columns_), view().row(r));
        }
    }

    /// Copies a matrix that is borrowed, so that the elements are its own and there is padding.
    LINNET_COLD void own() {
        if (borrowed()) {
            *this = Matrix{std::as_const(*this)};
        }
    }
    [[nodiscard]] bool borrowed() const { return buffer_.borrowed(); }

    [[nodiscard]] std::size_t rows() const { return rows_; }
    [[nodiscard]] std::size_t columns() const { return columns_; }
    [[nodiscard]] std::size_t stride() const { return stride_; }
    [[nodiscard]] std::size_t bytes() const { return buffer_.size() * sizeof(T); }
    [[nodiscard]] MatrixView<T> view() { return {buffer_.data(), rows_, columns_, stride_}; }
    [[nodiscard]] ConstMatrixView<T> view() const { return {buffer_.data(), rows_, columns_, stride_}; }
    [[nodiscard]] MatrixView<T> top(std::size_t count) { return view().top(count); }

private:
    LINNET_COLD void grow(std::size_t rows, std::size_t columns) { *this = Matrix(rows, columns); }

    AlignedBuffer<T> buffer_;
    std::size_t rows_ = 0;
    std::size_t columns_ = 0;
    std::size_t stride_ = 0;
};

} // namespace linnet::inline LINNET_ISA
