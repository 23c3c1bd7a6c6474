// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA::detail {

template <class Integer>
[[noreturn]] LINNET_COLD void fail_id(std::string_view feature, Integer id) {
    fail<IdError>(
        {"feature '", feature, "': id ", id, " is not from 0 to ", std::uint64_t{std::numeric_limits<row_id>::max()}});
}

/// Turns an id of any integer type into a row. Throws IdError, naming the feature and the value, if it does not fit a
/// row_id.
template <std::integral Integer>
[[nodiscard]] row_id checked_id(std::string_view feature, Integer id) {
    if constexpr (std::is_signed_v<Integer>) {
        if (id < 0) {
            fail_id(feature, id);
        }
    }
    if constexpr (sizeof(Integer) > sizeof(row_id)) {
        if (static_cast<std::uint64_t>(id) > std::numeric_limits<row_id>::max()) {
            fail_id(feature, id);
        }
    }
    return static_cast<row_id>(id);
}

} // namespace linnet::inline LINNET_ISA::detail
