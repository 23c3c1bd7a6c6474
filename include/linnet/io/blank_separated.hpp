// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/io/byte_source.hpp>
#include <linnet/io/delimited_reader.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Lines of words separated by one or more blanks or tabs, which may also come before and after.
[[nodiscard]] LINNET_COLD inline DelimitedFormat blank_separated(OpenFile open = nullptr) {
    return {.separator = " ", .open = open};
}

/// Calls `use` with each word of the line that a reader of that format has just read, as long as it returns true.
template <class Use>
LINNET_HOT void for_each_word(const DelimitedReader& reader, const Use& use) {
    for (std::string_view words : reader.fields()) {
        while (!words.empty()) {
            const std::size_t end = words.find('\t');
            const std::string_view word = words.substr(0, end);
            if (!word.empty() && !use(word)) {
                return;
            }
            words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
        }
    }
}

} // namespace linnet::inline LINNET_ISA::detail
