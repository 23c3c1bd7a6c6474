// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/quantised_table.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/quantised_rows.hpp>

namespace linnet::inline LINNET_ISA {

/// How `quantised` makes tables smaller.
struct Quantisation {
    TableFormat format = TableFormat::int8;
    std::vector<std::string> keep = {}; ///< the tables of these names, as in `summary`, stay as they are
};

/// A table that was quantised.
struct QuantisedTableSize {
    std::string name;
    std::size_t bytes_before; ///< with padding
    std::size_t bytes_after;
    double largest_error; ///< by how much the number that moved most did
};

/// What quantisation did to the parameters of a model.
struct QuantisationSizes {
    TableFormat format = TableFormat::int8;
    std::size_t bytes_before = 0; ///< of all parameters, with padding
    std::size_t bytes_after = 0;
    std::vector<QuantisedTableSize> tables = {}; ///< those that were quantised; all else is as it was

    /// By how much the number that moved most did.
    [[nodiscard]] double largest_error() const;
    /// All of it as a sentence.
    [[nodiscard]] std::string text() const;
};

namespace detail {

/// A table in fewer bits. Throws NumberError, naming it, the row and the column, for a number that is not finite, or
/// that bfloat16 has no room for.
template <class T>
[[nodiscard]] LINNET_COLD QuantisedTable<T> quantised_table(std::string_view name, const ConstMatrixView<T>& values,
                                                            TableFormat format) {
    constexpr auto most = static_cast<T>(std::numeric_limits<float>::max());
    QuantisedTable<T> table(format, values.rows, values.columns);
    for (std::size_t r = 0; r < values.rows; ++r) {
        for (std::size_t c = 0; c < values.columns; ++c) {
            const T x = values(r, c);
            if (!std::isfinite(x) || (format == TableFormat::bfloat16 && !(std::abs(x) <= most))) {
                fail_at<NumberError>({"quantised: table '", name, "', row "}, r,
                                     {", column ", c, ": ", x,
                                      std::isfinite(x) ? " is beyond the range of bfloat16" : " is not finite"});
            }
        }
        kernels::quantise_row(values.row(r), r, table);
    }
    return table;
}

template <class T>
[[nodiscard]] LINNET_COLD double largest_error(const ConstMatrixView<T>& values, const QuantisedTable<T>& table) {
    double largest = 0.0;
    std::vector<T> row(values.columns);
    for (std::size_t r = 0; r < values.rows; ++r) {
        kernels::dequantise_rows<T, 1>(
            table, [r](std::size_t) { return r; }, MatrixView<T>{row.data(), 1, row.size(), row.size()});
        for (std::size_t c = 0; c < values.columns; ++c) {
            largest = std::max(largest, std::abs(static_cast<double>(row[c]) - static_cast<double>(values(r, c))));
        }
    }
    return largest;
}

/// A number of bytes as people write it.
[[nodiscard]] std::string bytes_text(std::size_t bytes);

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <cstdio>

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION std::string bytes_text(std::size_t bytes) {
    constexpr double unit = 1000.0;
    auto size = static_cast<double>(bytes);
    std::size_t power = 0;
    constexpr const char* units[]{"bytes", "KB", "MB", "GB"};
    while (size >= unit && power + 1 < std::size(units)) {
        size /= unit;
        ++power;
    }
    char digits[64];
    std::snprintf(digits, sizeof digits, power == 0 ? "%.0f %s" : "%.2f %s", size, units[power]);
    return digits;
}

} // namespace detail

LINNET_COLD LINNET_DEFINITION double QuantisationSizes::largest_error() const {
    double largest = 0.0;
    for (const QuantisedTableSize& table : tables) {
        largest = std::max(largest, table.largest_error);
    }
    return largest;
}

LINNET_COLD LINNET_DEFINITION std::string QuantisationSizes::text() const {
    return detail::text({tables.size(), tables.size() == 1 ? " table" : " tables", " in ",
                         format == TableFormat::int8 ? "int8" : "bfloat16", ": ", detail::bytes_text(bytes_after),
                         " of parameters, which were ", detail::bytes_text(bytes_before),
                         "; no number moved by more than ", largest_error()});
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
