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

// Sizes that would overflow are refused before anything asks for memory.
namespace linnet::inline LINNET_ISA::detail {

/// How many elements of T fit the largest possible object.
template <class T>
inline constexpr std::size_t most_elements =
    static_cast<std::size_t>(std::numeric_limits<std::ptrdiff_t>::max()) / sizeof(T);

/// The size of so many elements in bytes. Throws SettingError if no object can be that large.
template <class T>
[[nodiscard]] LINNET_COLD std::size_t bytes_of(std::size_t elements) {
    if (elements > most_elements<T>) {
        fail<SettingError>(
            {"a buffer of ", elements, " x ", sizeof(T), " bytes asks for more memory than there can be"});
    }
    return elements * sizeof(T);
}

/// How many elements a padded matrix has. Throws SettingError, naming `what`, its rows and its columns, if no object
/// can be that large.
template <class T>
[[nodiscard]] LINNET_COLD std::size_t padded_elements(std::size_t rows, std::size_t columns,
                                                      std::string_view what = "a matrix") {
    const bool wide = columns > most_elements<T> / 2; // the stride would overflow
    const std::size_t stride = wide ? most_elements<T> : padded_stride<T>(columns);
    if (rows != 0 && (wide || stride > most_elements<T> / rows)) {
        fail<SettingError>(
            {what, " of ", rows, " rows and ", columns, " columns asks for more memory than there can be"});
    }
    return rows * stride;
}

} // namespace linnet::inline LINNET_ISA::detail
