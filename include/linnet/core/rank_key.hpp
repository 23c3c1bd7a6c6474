// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// A key that orders as numbers do, with NaN below every number and both zeros equal.
[[nodiscard]] inline std::uint64_t rank_key(double x) {
    constexpr std::uint64_t sign = std::uint64_t{1} << 63;
    const auto bits = std::bit_cast<std::uint64_t>(x + 0.0); // -0 becomes 0
    return std::isnan(x) ? 0 : (bits & sign) != 0 ? ~bits : bits | sign;
}

} // namespace linnet::inline LINNET_ISA::detail
