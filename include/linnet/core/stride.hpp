// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

inline constexpr std::size_t cache_line = 64;

/// The number of elements from one row to the next. Rows are padded to whole cache lines, and narrow ones to the next
/// power of two. A stride that is a multiple of 1 KB gets one more line, because rows that share cache sets cost up to
/// a third of the speed.
template <class T>
[[nodiscard]] constexpr std::size_t padded_stride(std::size_t columns) {
    constexpr std::size_t line = cache_line / sizeof(T);
    if (columns <= line) {
        return columns == 0 ? 0 : std::bit_ceil(columns);
    }
    const std::size_t stride = (columns + line - 1) / line * line;
    return stride * sizeof(T) % 1024 == 0 ? stride + line : stride;
}

} // namespace linnet::inline LINNET_ISA
