// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/stride.hpp>

namespace linnet::inline LINNET_ISA {

/// A matrix that lies as awkwardly as a view may: its first element is one past the start of a cache line, its rows lie
/// `gap` elements further apart than they are long, and everything between and around them is a NaN whose bits show
/// whether it was overwritten.
template <class T>
class GuardedMatrix {
    using Bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    static constexpr std::size_t around = cache_line / sizeof(T) + 1; // guards before and behind; four rows follow

public:
    /// `mark` changes the bits of the guards, so that guards copied from another matrix are noticed, too.
    LINNET_COLD GuardedMatrix(std::size_t rows, std::size_t columns, std::size_t gap = 3, unsigned mark = 0)
        : buffer_{(rows + 4) * (columns + gap) + 2 * around}, rows_{rows}, columns_{columns}, stride_{columns + gap},
          guard_{std::bit_cast<Bits>(std::numeric_limits<T>::quiet_NaN()) | Bits{0x5A0 + mark}} {
        for (std::size_t i = 0; i < buffer_.size(); ++i) {
            buffer_[i] = std::bit_cast<T>(guard_);
        }
    }

    [[nodiscard]] MatrixView<T> view() { return {buffer_.data() + around, rows_, columns_, stride_}; }
    [[nodiscard]] ConstMatrixView<T> view() const { return {buffer_.data() + around, rows_, columns_, stride_}; }

    /// Sets every element to `value`; the guards stay.
    LINNET_COLD void fill(T value) {
        for (std::size_t r = 0; r < rows_; ++r) {
            for (std::size_t c = 0; c < columns_; ++c) {
                view()(r, c) = value;
            }
        }
    }
    /// Draws every element uniformly from (-1, -0.05) and (0.05, 1), away from the kink that some functions have at 0.
    /// The numbers are the same for float and double: those of float.
    LINNET_COLD void draw(Random random) {
        for (std::size_t r = 0; r < rows_; ++r) {
            for (std::size_t c = 0; c < columns_; ++c) {
                view()(r, c) = away_from_zero(random.uniform(r * columns_ + c));
            }
        }
    }
    /// The number that `draw` makes from a uniform one.
    [[nodiscard]] static T away_from_zero(double uniform) {
        const double x = 1.9 * (uniform - 0.5);
        return static_cast<T>(static_cast<float>(x < 0 ? x - 0.05 : x + 0.05));
    }

    /// Whether nothing but the elements was written.
    [[nodiscard]] LINNET_COLD bool intact() const {
        for (std::size_t i = 0; i < buffer_.size(); ++i) {
            const std::size_t from_first = i - around;
            const bool element =
                i >= around && columns_ != 0 && from_first / stride_ < rows_ && from_first % stride_ < columns_;
            if (!element && std::bit_cast<Bits>(buffer_[i]) != guard_) {
                return false;
            }
        }
        return true;
    }

private:
    AlignedBuffer<T> buffer_;
    std::size_t rows_;
    std::size_t columns_;
    std::size_t stride_;
    Bits guard_;
};

} // namespace linnet::inline LINNET_ISA
