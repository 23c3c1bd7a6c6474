// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

// Compiled once for all features of as many columns.
template <std::size_t Columns, class T, class RowAt>
LINNET_HOT void gather_numbers(const std::vector<float>& from, std::size_t count, const RowAt& row_at,
                               const MatrixView<T>& to) {
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t c = 0; c < Columns; ++c) {
            to(i, c) = static_cast<T>(from[row_at(i) * Columns + c]);
        }
    }
}

[[noreturn]] LINNET_COLD inline void fail_columns(std::string_view feature, std::size_t columns, std::size_t has) {
    fail<SettingError>({"feature '", feature, "' has ", columns, " columns, not ", has});
}
[[noreturn]] LINNET_COLD inline void fail_incomplete_row(std::string_view feature, std::size_t numbers,
                                                         std::size_t columns) {
    fail<SettingError>(
        {"feature '", feature, "' has ", numbers, " numbers, not a multiple of its ", columns, " columns"});
}

} // namespace detail

/// The values of a feature of `F::columns` numbers per sample, kept as float and converted to a model's scalar batch by
/// batch.
template <class F>
class NumberStore {
public:
    using value = std::vector<float>;

    std::vector<float> numbers; ///< row by row

    [[nodiscard]] std::size_t size() const { return numbers.size() / F::columns; }
    /// Throws SettingError if the row has another number of columns.
    static void check_value(std::span<const float> row) {
        if (row.size() != F::columns) {
            detail::fail_columns(F::name, F::columns, row.size());
        }
    }
    /// Throws SettingError if the row has another number of columns.
    void add(std::span<const float> row) {
        check_value(row);
        numbers.insert(numbers.end(), row.begin(), row.end());
    }
    /// requires: `from` is another store
    void add_row(const NumberStore& from, std::size_t row) {
        add(std::span{from.numbers}.subspan(row * F::columns, F::columns));
    }
    /// Throws SettingError if the last row is incomplete.
    void check() const {
        if (numbers.size() % F::columns != 0) {
            detail::fail_incomplete_row(F::name, numbers.size(), F::columns);
        }
    }

    template <class T>
    class Buffer {
    public:
        void reserve(std::size_t batch) { numbers_.reserve(batch, F::columns); }
        template <class RowAt>
        ConstMatrixView<T> gather(const NumberStore& store, std::size_t count, const RowAt& row_at) {
            numbers_.reserve(count, F::columns);
            const MatrixView<T> to = numbers_.top(count);
            detail::gather_numbers<F::columns>(store.numbers, count, row_at, to);
            return to;
        }

    private:
        Matrix<T> numbers_;
    };
};

} // namespace linnet::inline LINNET_ISA
