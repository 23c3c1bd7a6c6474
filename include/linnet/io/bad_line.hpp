// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// A record of a file that cannot be used, `file:line: what is wrong`. The reader that threw it can go on with the next
/// record.
class BadLine : public DataError {
    using DataError::DataError;
};

namespace detail {

/// The value in quotes, for a message. Unprintable bytes become \x1f and the like, and long values are cut.
[[nodiscard]] std::string shown(std::string_view value);

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION std::string shown(std::string_view value) {
    constexpr std::size_t longest = 60;
    constexpr std::string_view hex = "0123456789abcdef";
    std::string text = "'";
    for (const char c : value.substr(0, longest)) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\t') {
            detail::append(text, {"\\t"});
        } else if (byte < 0x20 || byte == 0x7f) {
            detail::append(text, {"\\x", hex.substr(byte / 16, 1), hex.substr(byte % 16, 1)});
        } else {
            text.push_back(c);
        }
    }
    detail::append(text, {value.size() > longest ? "...'" : "'"});
    return text;
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
