// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>

namespace linnet::inline LINNET_ISA {

/// How the rows of a table are kept for prediction.
enum class TableFormat {
    int8,    ///< 8 bits for each number, and a scale and an offset for each row: x = offset + scale * code
    bfloat16 ///< the upper 16 bits of a float: its range, and 8 bits of precision
};

/// What the codes of an int8 row stand for: `offset + scale * code`.
template <class T>
struct RowScale {
    T scale;
    T offset;
};

/// A table in fewer bits. `kernels/quantised_rows.hpp` writes and reads its rows. Codes of one row follow those of the
/// row before it, without padding.
template <class T>
class QuantisedTable {
public:
    QuantisedTable() = default;
    /// A table whose numbers are all 0.
    LINNET_COLD QuantisedTable(TableFormat format, std::size_t rows, std::size_t columns)
        : format_{format}, rows_{rows}, columns_{columns}, int8_{format == TableFormat::int8 ? rows * columns : 0},
          scales_{format == TableFormat::int8 ? rows : 0},
          bfloat16_{format == TableFormat::bfloat16 ? rows * columns : 0} {}

    /// An int8 table of these numbers. requires: `rows * columns` codes, and a scale for each row
    QuantisedTable(std::size_t rows, std::size_t columns, AlignedBuffer<std::int8_t> codes,
                   AlignedBuffer<RowScale<T>> scales)
        : rows_{rows}, columns_{columns}, int8_{std::move(codes)}, scales_{std::move(scales)} {}
    /// A bfloat16 table of these numbers. requires: `rows * columns` codes
    QuantisedTable(std::size_t rows, std::size_t columns, AlignedBuffer<std::uint16_t> codes)
        : format_{TableFormat::bfloat16}, rows_{rows}, columns_{columns}, bfloat16_{std::move(codes)} {}

    [[nodiscard]] TableFormat format() const { return format_; }
    [[nodiscard]] std::size_t rows() const { return rows_; }
    [[nodiscard]] std::size_t columns() const { return columns_; }
    /// Whether it holds no number.
    [[nodiscard]] bool empty() const { return rows_ == 0 || columns_ == 0; }
    [[nodiscard]] std::size_t bytes() const { return rows_ * bytes_of_row(format_, columns_); }
    /// The memory of a row of so many columns.
    [[nodiscard]] static constexpr std::size_t bytes_of_row(TableFormat format, std::size_t columns) {
        return format == TableFormat::int8 ? columns + sizeof(RowScale<T>) : columns * sizeof(std::uint16_t);
    }

    // Of a table in the format int8:
    [[nodiscard]] std::int8_t* int8_row(std::size_t r) { return int8_.data() + r * columns_; }
    [[nodiscard]] const std::int8_t* int8_row(std::size_t r) const { return int8_.data() + r * columns_; }
    [[nodiscard]] RowScale<T>& scale(std::size_t r) { return scales_[r]; }
    [[nodiscard]] const RowScale<T>& scale(std::size_t r) const { return scales_[r]; }
    // Of a table in the format bfloat16:
    [[nodiscard]] std::uint16_t* bfloat16_row(std::size_t r) { return bfloat16_.data() + r * columns_; }
    [[nodiscard]] const std::uint16_t* bfloat16_row(std::size_t r) const { return bfloat16_.data() + r * columns_; }

private:
    TableFormat format_ = TableFormat::int8;
    std::size_t rows_ = 0;
    std::size_t columns_ = 0;
    AlignedBuffer<std::int8_t> int8_;
    AlignedBuffer<RowScale<T>> scales_;
    AlignedBuffer<std::uint16_t> bfloat16_;
};

} // namespace linnet::inline LINNET_ISA
