// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>

#include <linnet/simd/pack.hpp>

namespace linnet::bench {

/// Hardware registers that a pack occupies.
template <class T, std::size_t W>
consteval std::size_t registers_per_pack() {
    if constexpr (W == 1 || detail::has_register<T, W>) {
        return 1;
    } else {
        return 2 * registers_per_pack<T, W / 2>();
    }
}

/// Packs that do not wait for each other, in 12 registers: 2 fused multiply-adds a cycle, each 4 cycles long, need 8;
/// 16 registers are all that SSE and AVX have.
template <class T, std::size_t W>
class Chains {
public:
    static constexpr std::size_t size = 12 / registers_per_pack<T, W>();

    /// From memory, as a compiler merges chains that it sees to be equal.
    explicit Chains(const T* start) {
        each([&](auto i) LINNET_INLINE_LAMBDA { packs_[i] = pack<T, W>::load(start + i * W); });
    }

    /// Calls `f(pack, i)` for every chain i, a constant, so that the packs stay in registers.
    template <class F>
    LINNET_INLINE void update(F f) {
        each([&](auto i) LINNET_INLINE_LAMBDA { f(packs_[i], i); });
    }

    void store(T* to) const {
        each([&](auto i) LINNET_INLINE_LAMBDA { packs_[i].store(to + i * W); });
    }

private:
    template <class F>
    LINNET_INLINE static void each(F f) {
        [&]<std::size_t... I>(std::index_sequence<I...>) LINNET_INLINE_LAMBDA {
            (f(std::integral_constant<std::size_t, I>{}), ...);
        }(std::make_index_sequence<size>{});
    }

    pack<T, W> packs_[size];
};

} // namespace linnet::bench
