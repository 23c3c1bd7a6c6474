// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <limits>

#include <linnet/config.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// x, or 0 if it lies below the smallest normal number. Without this, what an optimizer remembers of idle rows would
/// decay into the denormals and stay there, because 0.9 of the smallest of them rounds back to it. On many CPUs each
/// operation on denormals is many times slower.
template <class T, std::size_t W>
[[nodiscard]] LINNET_INLINE pack<T, W> without_denormals(const pack<T, W>& x) {
    return select(abs(x) < pack<T, W>(std::numeric_limits<T>::min()), pack<T, W>(T{0}), x);
}

} // namespace linnet::inline LINNET_ISA::detail
