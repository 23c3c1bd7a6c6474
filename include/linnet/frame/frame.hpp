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
#include <linnet/core/text.hpp>
#include <linnet/frame/string_column.hpp>

namespace linnet::inline LINNET_ISA {

/// A table as it was read, to be cleaned and transformed before it becomes a Dataset. It has named columns of equal
/// length, of strings, of numbers (float) or of 64-bit integers such as times and ids. Missing values are empty
/// strings, NaN or `missing_integer`.
/// Source: the data frame of R and pandas; `NaT` of NumPy for the missing integer.
class Frame {
public:
    static constexpr std::int64_t missing_integer = std::numeric_limits<std::int64_t>::min();

    /// Adds a column, or replaces the column of that name. If the strings are row numbers of a table, as HashToRows
    /// makes them, `table_rows` is the number of its rows. Throws DataError if the length differs from that of the
    /// other columns.
    void set(std::string name, StringColumn values, std::size_t table_rows = 0);
    LINNET_COLD void set(std::string name, std::vector<float> values) {
        check_rows(name, values.size());
        slot(std::move(name), Kind::numbers).numbers = std::move(values);
    }
    LINNET_COLD void set(std::string name, std::vector<std::int64_t> values) {
        check_rows(name, values.size());
        slot(std::move(name), Kind::integers).integers = std::move(values);
    }

    /// A column of strings, of numbers or of integers. Throws DataError, which names the columns there are, if none has
    /// that name and kind.
    [[nodiscard]] LINNET_COLD const StringColumn& strings(std::string_view name) const {
        return find(name, Kind::strings).strings;
    }
    [[nodiscard]] LINNET_COLD const std::vector<float>& numbers(std::string_view name) const {
        return find(name, Kind::numbers).numbers;
    }
    [[nodiscard]] LINNET_COLD const std::vector<std::int64_t>& integers(std::string_view name) const {
        return find(name, Kind::integers).integers;
    }

    [[nodiscard]] bool has(std::string_view name) const { return position(name) != columns_.size(); }
    /// Whether a column holds numbers, or integers. Throws DataError if there is no column of that name.
    [[nodiscard]] LINNET_COLD bool is_numeric(std::string_view name) const { return kind(name) == Kind::numbers; }
    [[nodiscard]] LINNET_COLD bool is_integer(std::string_view name) const { return kind(name) == Kind::integers; }
    /// If a column holds row numbers of a table as strings: how many rows that table has. Otherwise, and if there is no
    /// column of that name, 0.
    [[nodiscard]] LINNET_COLD std::size_t table_rows(std::string_view name) const {
        const std::size_t at = position(name);
        return at == columns_.size() ? 0 : columns_[at].table_rows;
    }
    /// Removes a column. Throws DataError if there is no column of that name.
    void remove(std::string_view name);

    /// The number of rows.
    [[nodiscard]] std::size_t size() const {
        if (columns_.empty()) {
            return 0;
        }
        const Column& first = columns_.front(); // two of its three vectors are empty
        return first.numbers.size() + first.integers.size() + first.strings.size();
    }
    /// The names of the columns, in order.
    [[nodiscard]] std::vector<std::string> names() const;

    [[nodiscard]] bool operator==(const Frame&) const = default;

private:
    enum class Kind { strings, numbers, integers };

    struct Column {
        std::string name;
        Kind kind = Kind::strings;
        std::size_t table_rows = 0;
        StringColumn strings;
        std::vector<float> numbers;
        std::vector<std::int64_t> integers;

        [[nodiscard]] bool operator==(const Column&) const = default;
    };

    [[nodiscard]] std::size_t position(std::string_view name) const;
    [[nodiscard]] Kind kind(std::string_view name) const;
    [[nodiscard]] const Column& find(std::string_view name, Kind kind) const;
    [[noreturn]] void fail_missing(std::string_view name, std::string_view kind) const;
    void check_rows(std::string_view name, std::size_t rows) const;

    /// The column of that name, emptied, with that kind.
    Column& slot(std::string name, Kind kind);

    std::vector<Column> columns_;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION void Frame::set(std::string name, StringColumn values, std::size_t table_rows) {
    check_rows(name, values.size());
    Column& column = slot(std::move(name), Kind::strings);
    column.table_rows = table_rows;
    column.strings = std::move(values);
}

LINNET_COLD LINNET_DEFINITION void Frame::remove(std::string_view name) {
    const std::size_t at = position(name);
    if (at == columns_.size()) {
        fail_missing(name, "column");
    }
    columns_.erase(columns_.begin() + static_cast<std::ptrdiff_t>(at));
}

LINNET_COLD LINNET_DEFINITION std::vector<std::string> Frame::names() const {
    std::vector<std::string> result;
    for (const Column& column : columns_) {
        result.push_back(column.name);
    }
    return result;
}

LINNET_DEFINITION std::size_t Frame::position(std::string_view name) const {
    std::size_t at = 0;
    while (at < columns_.size() && columns_[at].name != name) {
        ++at;
    }
    return at;
}

LINNET_DEFINITION Frame::Kind Frame::kind(std::string_view name) const {
    const std::size_t at = position(name);
    if (at == columns_.size()) {
        fail_missing(name, "column");
    }
    return columns_[at].kind;
}

LINNET_DEFINITION const Frame::Column& Frame::find(std::string_view name, Kind kind) const {
    const std::size_t at = position(name);
    if (at == columns_.size() || columns_[at].kind != kind) {
        fail_missing(name, kind == Kind::strings   ? "column of strings"
                           : kind == Kind::numbers ? "column of numbers"
                                                   : "column of integers");
    }
    return columns_[at];
}

LINNET_COLD LINNET_DEFINITION void Frame::fail_missing(std::string_view name, std::string_view kind) const {
    std::string message = detail::text({"a frame has no ", kind, " '", name, "'; its columns are"});
    for (const Column& column : columns_) {
        detail::append(message, {&column == columns_.data() ? " '" : ", '", column.name,
                                 column.kind == Kind::strings   ? "'"
                                 : column.kind == Kind::numbers ? "' (numbers)"
                                                                : "' (integers)"});
    }
    throw DataError(message);
}

LINNET_DEFINITION void Frame::check_rows(std::string_view name, std::size_t rows) const {
    const bool only_one = columns_.empty() || (columns_.size() == 1 && columns_.front().name == name);
    if (!only_one && rows != size()) {
        detail::fail<DataError>({"column '", name, "' has ", rows, " rows in a frame of ", size()});
    }
}

LINNET_DEFINITION Frame::Column& Frame::slot(std::string name, Kind kind) {
    const std::size_t at = position(name);
    if (at == columns_.size()) {
        columns_.emplace_back();
    }
    columns_[at] = {
        .name = std::move(name), .kind = kind, .table_rows = 0, .strings = {}, .numbers = {}, .integers = {}};
    return columns_[at];
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
