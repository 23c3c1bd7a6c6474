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

/// A column of a file, by its position, from 0, or by its name in the header: `2`, or `"rating"`.
class FileColumn {
public:
    // NOLINTBEGIN(google-explicit-constructor): a number or a name reads as a column

    /// Throws SettingError if negative.
    template <std::integral I>
    FileColumn(I position) : position_{static_cast<std::size_t>(position)} {
        if (std::cmp_less(position, 0)) {
            detail::fail<SettingError>({"a column at position ", position, ": positions count from 0"});
        }
    }
    FileColumn(std::string name) noexcept : name_{std::move(name)} {}
    /// noexcept, memory for a name is not worth a way out: g++ 12 warns of uninitialized neighbours at each such way.
    FileColumn(const char* name) noexcept : name_{name} {}
    // NOLINTEND(google-explicit-constructor)

    /// The position of the column in a file. Throws DataError if the file's header does not name it once.
    [[nodiscard]] std::size_t position_in(const DelimitedReader& reader) const {
        return position_ == by_name ? reader.column(name_) : position_;
    }

private:
    static constexpr std::size_t by_name = static_cast<std::size_t>(-1);

    std::size_t position_ = by_name;
    std::string name_;
};

} // namespace linnet::inline LINNET_ISA
