// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <limits>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The square root of the smallest normal number: 2^-63 for float and 2^-511 for double. A smaller epsilon counts as
/// this one. Epsilon is added to roots of sums of squares, which are 0 or hardly smaller than this, so the result is as
/// good as with an epsilon of 0, except that an element whose gradient has always been 0 does not move by 0 / 0.
template <class T>
inline constexpr T least_epsilon = std::numeric_limits<T>::digits == 24 ? T(0x1p-63) : T(0x1p-511);

} // namespace linnet::inline LINNET_ISA::detail
