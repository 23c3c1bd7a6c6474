// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/simd/reduce_many.hpp>

#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"

namespace reduce_many_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE_TEMPLATE_DEFINE("every lane is the halving tree of its own sum", L, trees) {
    using T = typename L::T;
    constexpr std::size_t V = detail::register_width<T, L::W>();
    static_assert(V <= L::W);
    const auto values = random_values<T>(V * V, T{-1}, T{1}, 3);
    pack<T, V> sums[V];
    for (std::size_t r = 0; r < V; ++r) {
        sums[r] = pack<T, V>::load(values.data() + r * V);
    }
    T got[V];
    reduce_many(sums).store(got);
    for (std::size_t r = 0; r < V; ++r) {
        std::vector<T> lanes(values.begin() + static_cast<std::ptrdiff_t>(r * V),
                             values.begin() + static_cast<std::ptrdiff_t>(r * V + V));
        for (std::size_t half = V / 2; half > 0; half /= 2) {
            for (std::size_t l = 0; l < half; ++l) {
                lanes[l] += lanes[l + half];
            }
        }
        CAPTURE(r);
        CHECK(same(got[r], lanes[0]));
    }
}
TEST_CASE_TEMPLATE_APPLY(trees, EveryUserWidth);

} // namespace reduce_many_test
