// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/simd/multiply_add.hpp>

#include <cstddef>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"

namespace multiply_add_test {

using namespace linnet_test;

TEST_CASE_TEMPLATE_DEFINE("multiply_add has the bits of a lane of the packs' fma", L, multiply_adds) {
    using T = typename L::T;
    const auto x = random_values<T>(3 * L::W * 100, T{-2}, T{2}, 1);
    for (std::size_t i = 0; i < x.size(); i += 3 * L::W) {
        const T* a = &x[i];
        const T* b = a + L::W;
        const T* c = b + L::W;
        T got[L::W];
        fma(L::Pack::load(a), L::Pack::load(b), L::Pack::load(c)).store(got);
        for (std::size_t l = 0; l < L::W; ++l) {
            REQUIRE(same(linnet::multiply_add(a[l], b[l], c[l]), got[l]));
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(multiply_adds, EveryWidth);

} // namespace multiply_add_test
