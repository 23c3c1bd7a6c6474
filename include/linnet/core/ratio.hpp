// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <ratio>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// `N` hundredths as a type. Settings that are part of the type of a network, such as `Dropout<percent<20>>`, are exact
/// fractions.
template <long N>
using percent = std::ratio<N, 100>;

namespace detail {

template <class Ratio>
inline constexpr double ratio_value = static_cast<double>(Ratio::num) / static_cast<double>(Ratio::den);

} // namespace detail

} // namespace linnet::inline LINNET_ISA
