// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/config.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA {

/// a b + c for scalars: the same operation as the `fma` of packs, fused if the build has FMA.
template <Scalar T>
[[nodiscard]] LINNET_INLINE T multiply_add(T a, T b, T c) {
    return fma(pack<T, 1>(a), pack<T, 1>(b), pack<T, 1>(c)).value();
}

} // namespace linnet::inline LINNET_ISA
