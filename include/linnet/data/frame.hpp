// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/data/string_column.hpp>

namespace linnet::inline LINNET_ISA {

/// A table as it was read: named columns of strings or of numbers, all of the same length, for cleaning and
/// transforming before it becomes a Dataset. What is missing is an empty string, or NaN.
/// Source: the data frame of R and pandas.
class Frame {
public:
    /// Adds a column, or replaces the one of that name. Strings may be numbers of rows of a table, as HashToRows makes
    /// them: `table_rows` says of how many. Throws DataError if it has another length than the others.
    LINNET_COLD void set(std::string name, StringColumn values, std::size_t table_rows = 0) {
        check_rows(name, values.size());
        Column& column = slot(std::move(name));
        column.numeric = false;
        column.table_rows = table_rows;
        column.numbers.clear();
        column.strings = std::move(values);
    }
    LINNET_COLD void set(std::string name, std::vector<float> values) {
        check_rows(name, values.size());
        Column& column = slot(std::move(name));
        column.numeric = true;
        column.table_rows = 0;
        column.strings = {};
        column.numbers = std::move(values);
    }

    /// A column of strings, or of numbers. Throws DataError if there is none of that name and kind; it names those that
    /// there are.
    [[nodiscard]] LINNET_COLD const StringColumn& strings(std::string_view name) const {
        return find(name, false).strings;
    }
    [[nodiscard]] LINNET_COLD const std::vector<float>& numbers(std::string_view name) const {
        return find(name, true).numbers;
    }

    [[nodiscard]] bool has(std::string_view name) const { return position(name) != columns_.size(); }
    /// Whether a column holds numbers. Throws DataError if there is none of that name.
    [[nodiscard]] LINNET_COLD bool is_numeric(std::string_view name) const {
        const std::size_t at = position(name);
        if (at == columns_.size()) {
            fail_missing(name, "column");
        }
        return columns_[at].numeric;
    }
    /// How many rows the table has whose row numbers a column holds as strings; 0 for every other column, and
    /// where there is none of that name.
    [[nodiscard]] LINNET_COLD std::size_t table_rows(std::string_view name) const {
        const std::size_t at = position(name);
        return at == columns_.size() ? 0 : columns_[at].table_rows;
    }
    /// Takes a column out. Throws DataError if there is none of that name.
    LINNET_COLD void remove(std::string_view name) {
        const std::size_t at = position(name);
        if (at == columns_.size()) {
            fail_missing(name, "column");
        }
        columns_.erase(columns_.begin() + static_cast<std::ptrdiff_t>(at));
    }

    /// Number of rows.
    [[nodiscard]] std::size_t size() const {
        if (columns_.empty()) {
            return 0;
        }
        const Column& first = columns_.front();
        return first.numeric ? first.numbers.size() : first.strings.size();
    }
    /// The names of the columns, in order.
    [[nodiscard]] LINNET_COLD std::vector<std::string> names() const {
        std::vector<std::string> result;
        for (const Column& column : columns_) {
            result.push_back(column.name);
        }
        return result;
    }

    [[nodiscard]] bool operator==(const Frame&) const = default;

private:
    struct Column {
        std::string name;
        bool numeric = false;
        std::size_t table_rows = 0;
        StringColumn strings;
        std::vector<float> numbers;

        [[nodiscard]] bool operator==(const Column&) const = default;
    };

    [[nodiscard]] std::size_t position(std::string_view name) const {
        std::size_t at = 0;
        while (at < columns_.size() && columns_[at].name != name) {
            ++at;
        }
        return at;
    }

    [[nodiscard]] const Column& find(std::string_view name, bool numeric) const {
        const std::size_t at = position(name);
        if (at == columns_.size() || columns_[at].numeric != numeric) {
            fail_missing(name, numeric ? "column of numbers" : "column of strings");
        }
        return columns_[at];
    }

    [[noreturn]] LINNET_COLD void fail_missing(std::string_view name, std::string_view kind) const {
        std::string message = detail::text({"a frame has no ", kind, " '", name, "'; its columns are"});
        for (const Column& column : columns_) {
            detail::append(message, {&column == columns_.data() ? " '" : ", '", column.name,
                                     column.numeric ? "' (numbers)" : "'"});
        }
        throw DataError(message);
    }

    void check_rows(std::string_view name, std::size_t rows) const {
        const bool only_one = columns_.empty() || (columns_.size() == 1 && columns_.front().name == name);
        if (!only_one && rows != size()) {
            detail::fail<DataError>({"column '", name, "' has ", rows, " rows in a frame of ", size()});
        }
    }

    Column& slot(std::string name) {
        const std::size_t at = position(name);
        if (at == columns_.size()) {
            columns_.emplace_back();
            columns_.back().name = std::move(name);
        }
        return columns_[at];
    }

    std::vector<Column> columns_;
};

} // namespace linnet::inline LINNET_ISA
