// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <limits>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/stride.hpp>
#include <linnet/core/text.hpp>

// Sizes that would wrap are refused before they ask for memory.
namespace linnet::inline LINNET_ISA::detail {

/// Elements of T in the largest object that there can be.
template <class T>
inline constexpr std::size_t most_elements =
    static_cast<std::size_t>(std::numeric_limits<std::ptrdiff_t>::max()) / sizeof(T);

/// The bytes of so many elements. Throws SettingError if they are more than there can be.
template <class T>
[[nodiscard]] LINNET_COLD std::size_t bytes_of(std::size_t elements) {
    if (elements > most_elements<T>) {
        fail<SettingError>(
            {"a buffer of ", elements, " x ", sizeof(T), " bytes asks for more memory than there can be"});
    }
    return elements * sizeof(T);
}

/// The elements of a padded matrix. Throws SettingError, naming `what`, its rows and its columns, if they are more than
/// there can be.
template <class T>
[[nodiscard]] LINNET_COLD std::size_t padded_elements(std::size_t rows, std::size_t columns,
                                                      std::string_view what = "a matrix") {
    const bool wide = columns > most_elements<T> / 2; // so that its stride does not wrap
    const std::size_t stride = wide ? most_elements<T> : padded_stride<T>(columns);
    if (rows != 0 && (wide || stride > most_elements<T> / rows)) {
        fail<SettingError>(
            {what, " of ", rows, " rows and ", columns, " columns asks for more memory than there can be"});
    }
    return rows * stride;
}

} // namespace linnet::inline LINNET_ISA::detail
