// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/hash.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/frame/transform.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

[[nodiscard]] inline bool can_be_hashed_to(std::size_t rows) {
    return rows >= 2 && rows - 1 <= std::numeric_limits<row_id>::max();
}

[[noreturn]] LINNET_COLD inline void fail_of_hashed_rows(std::string_view what, std::string_view name,
                                                         std::size_t rows) {
    if (rows == dynamic) {
        fail<SettingError>(
            {what, "'", name, "' cannot be hashed to the rows of a feature that does not say how many it has"});
    }
    fail<SettingError>({what, "'", name, "' cannot be hashed to ", rows, " rows; there must be 2 to 2^32"});
}

/// Throws SettingError unless a hash can choose among that many rows.
LINNET_COLD inline void check_hashed_rows(std::string_view what, std::string_view name, std::size_t rows) {
    if (!can_be_hashed_to(rows)) {
        fail_of_hashed_rows(what, name, rows);
    }
}

} // namespace detail

/// The row of a key in a table without a vocabulary: `1 + hash(key) mod (rows - 1)`, which is the same on every
/// machine. An empty key is a missing one and gets row 0. Different keys may share a row.
/// Throws SettingError unless there are 2 to 2^32 rows.
/// Source: Weinberger, Dasgupta, Langford, Smola, Attenberg, "Feature hashing for large scale multitask learning", ICML
/// 2009; `Hashing` of Keras with another hash.
[[nodiscard]] inline row_id hashed_row(std::string_view key, std::size_t rows) {
    if (!detail::can_be_hashed_to(rows)) {
        detail::fail_of_hashed_rows("", key, rows);
    }
    return key.empty() ? 0 : static_cast<row_id>(1 + detail::stable_hash(key) % (rows - 1));
}

/// The rows of a feature without a vocabulary, straight from the keys of the samples: `hashed_row` of each string,
/// computed once for each distinct one. `rows` is the number of rows of the feature's table, including row 0; it may be
/// left out if the type of the feature says it. Throws SettingError unless there are 2 to 2^32 rows.
template <SingleIdFeature F>
[[nodiscard]] LINNET_COLD ColumnStore<F> hashed_column(const StringColumn& keys, std::size_t rows = F::rows) {
    detail::check_hashed_rows("feature ", F::name, rows);
    std::vector<row_id> row_of_code(keys.distinct());
    for (std::uint32_t code = 0; code < keys.distinct(); ++code) {
        row_of_code[code] = hashed_row(keys.string(code), rows);
    }
    ColumnStore<F> result;
    result.ids.reserve(keys.size());
    for (const std::uint32_t code : keys.codes()) {
        result.add(row_of_code[code]);
    }
    return result;
}

/// Replaces keys, which are strings or whole numbers, by the numbers of rows as strings: "1" .. "rows - 1" by
/// `hashed_row`, and "0" for missing keys. A whole number and its decimal digits are the same key. It learns nothing,
/// so it may be applied without a fit, and keys that were never seen have a row, too. `frame_samples` takes the result
/// as it is, without a vocabulary.
struct HashToRows {
    std::string column;
    std::size_t rows = std::size_t{1} << 16; ///< of the table, including row 0
    std::string to{};                        ///< where the row numbers go; empty: back to the same column

    /// Throws SettingError unless there are 2 to 2^32 rows, and DataError if there is no such column.
    LINNET_COLD void fit(const Frame& train) {
        detail::check_hashed_rows("HashToRows: column ", column, rows);
        static_cast<void>(train.is_numeric(column));
    }

    /// Throws SettingError unless there are 2 to 2^32 rows, and DataError if there is no such column, or a number is
    /// not whole or beyond 2^24, above which floats cannot tell whole numbers apart.
    void apply(Frame& frame) const;

    [[nodiscard]] bool reads(std::string_view name) const { return name == column; }
    [[nodiscard]] std::string writes() const { return detail::target(column, to); }
    [[nodiscard]] bool operator==(const HashToRows&) const = default;

private:
    void add(std::string_view key, StringColumn& result) const {
        result.push_back(detail::Digits{hashed_row(key, rows)}.view());
    }
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <cmath>

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION void HashToRows::apply(Frame& frame) const {
    detail::check_hashed_rows("HashToRows: column ", column, rows);
    StringColumn result;
    result.reserve(frame.size());
    if (frame.is_numeric(column)) {
        const std::vector<float>& numbers = frame.numbers(column);
        for (std::size_t row = 0; row < numbers.size(); ++row) {
            const float number = numbers[row];
            if (std::isnan(number)) {
                result.push_back("0");
            } else if (std::trunc(number) == number && std::abs(number) <= 0x1p24F) {
                add(detail::Digits{static_cast<long long>(number)}.view(), result);
            } else {
                detail::fail<DataError>({"HashToRows: column '", column, "', row ", row, ": ", number,
                                         " is no whole number up to 2^24; let it be read as a string"});
            }
        }
    } else if (frame.is_integer(column)) {
        for (const std::int64_t number : frame.integers(column)) {
            add(number == Frame::missing_integer ? std::string_view{} : detail::Digits{number}.view(), result);
        }
    } else {
        const StringColumn& keys = frame.strings(column);
        for (std::size_t row = 0; row < keys.size(); ++row) {
            add(keys[row], result);
        }
    }
    frame.set(writes(), std::move(result), rows);
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
