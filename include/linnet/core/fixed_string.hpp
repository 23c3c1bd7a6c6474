// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// A string literal as a template argument: the name of a feature or a table.
template <std::size_t N>
struct FixedString {
    char characters[N]{};

    // NOLINTNEXTLINE(google-explicit-constructor): a literal must convert by itself
    consteval FixedString(const char (&literal)[N]) { std::copy_n(literal, N, characters); }

    [[nodiscard]] constexpr std::string_view view() const { return {characters, N - 1}; }
};

template <std::size_t N, std::size_t M>
[[nodiscard]] constexpr bool operator==(const FixedString<N>& a, const FixedString<M>& b) {
    return a.view() == b.view();
}

} // namespace linnet::inline LINNET_ISA
