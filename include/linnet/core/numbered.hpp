// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/fixed_string.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

consteval std::size_t digits_of(std::size_t number) { return number < 10 ? 1 : 1 + digits_of(number / 10); }

} // namespace detail

/// A name with a number behind it, for a run of features: `Categorical<numbered<"C", 7>()>` is named "C7".
template <FixedString Name, std::size_t Number>
[[nodiscard]] consteval auto numbered() {
    constexpr std::size_t length = Name.view().size();
    constexpr std::size_t digits = detail::digits_of(Number);
    char characters[length + digits + 1]{};
    for (std::size_t i = 0; i < length; ++i) {
        characters[i] = Name.view()[i];
    }
    std::size_t rest = Number;
    for (std::size_t i = length + digits; i > length; --i) {
        characters[i - 1] = static_cast<char>('0' + rest % 10);
        rest /= 10;
    }
    return FixedString<length + digits + 1>(characters);
}

/// The names of a run of columns: `numbered("I", 1, 13)` are "I1" to "I13". None if `last` is below `first`.
[[nodiscard]] LINNET_COLD inline std::vector<std::string> numbered(std::string_view name, std::size_t first,
                                                                   std::size_t last) {
    std::vector<std::string> names;
    const std::size_t count = last < first ? 0 : last - first + 1;
    for (std::size_t i = 0; i < count; ++i) {
        names.push_back(detail::text({name, first + i}));
    }
    return names;
}

} // namespace linnet::inline LINNET_ISA
