// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/delimited_reader.hpp>

namespace linnet::inline LINNET_ISA {

/// A column of a file, given by its position, from 0, or by its name in the header: `2`, or `"rating"`.
class FileColumn {
public:
    // NOLINTBEGIN(google-explicit-constructor): a number or a name converts to a column by itself

    /// Throws SettingError if the number is negative.
    template <std::integral I>
    FileColumn(I position) : position_{static_cast<std::size_t>(position)} {
        if (std::cmp_less(position, 0)) {
            detail::fail<SettingError>({"a column at position ", position, ": positions count from 0"});
        }
    }
    FileColumn(std::string name) noexcept : name_{std::move(name)} {}
    /// Running out of memory for a name ends the program, because it is noexcept: if it could throw, g++ 12 would warn
    /// of uninitialized members at each column that is made of a name.
    FileColumn(const char* name) noexcept : name_{name} {}
    // NOLINTEND(google-explicit-constructor)

    /// The position of the column in a file. Throws DataError unless the header of the file names it exactly once.
    [[nodiscard]] std::size_t position_in(const DelimitedReader& reader) const {
        return position_ == by_name ? reader.column(name_) : position_;
    }

private:
    static constexpr std::size_t by_name = static_cast<std::size_t>(-1);

    std::size_t position_ = by_name;
    std::string name_;
};

} // namespace linnet::inline LINNET_ISA
