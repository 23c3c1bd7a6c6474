// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// Stands in for a store that a feature lacks, so that the sentence stands alone.
struct NoStore {
    using value = int;
    [[nodiscard]] std::size_t size() const { return 0; }
    static void check_value(int) {}
    void add(int) {}
    void check() const {}
};

// In a function, as a class that failed would have no store and more errors would follow.
template <class F>
consteval auto store_of() {
    constexpr bool stored = StoredFeature<F>;
    static_assert(stored, "linnet: a data set needs a feature with a store that is as StoredFeature asks.");
    if constexpr (stored) {
        return std::type_identity<typename F::store>{};
    } else {
        return std::type_identity<NoStore>{};
    }
}

} // namespace detail

/// The values of one feature for all samples of a data set, as the feature's own store keeps them, and the `Buffer`
/// that a batch of them is gathered into. See StoredFeature.
template <Feature F>
class ColumnStore : public decltype(detail::store_of<F>())::type {};

} // namespace linnet::inline LINNET_ISA
