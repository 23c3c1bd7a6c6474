// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <limits>

#include <linnet/config.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// x, or 0 where it lies below the smallest normal number. What an optimizer remembers of idle rows would else decay
/// into the denormals and stay there, as 0.9 of the smallest of them rounds back to it; on many CPUs each operation on
/// them is many times slower.
template <class T, std::size_t W>
[[nodiscard]] LINNET_INLINE pack<T, W> without_denormals(const pack<T, W>& x) {
    return select(abs(x) < pack<T, W>(std::numeric_limits<T>::min()), pack<T, W>(T{0}), x);
}

} // namespace linnet::inline LINNET_ISA::detail
