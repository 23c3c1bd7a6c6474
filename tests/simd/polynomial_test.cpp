// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/simd/polynomial.hpp>

#include <cstddef>
#include <utility>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/math_checks.hpp"

namespace polynomial_test {

using namespace linnet_test;

namespace {

/// 1 + 2 x + 3 x^2 + ... with N coefficients.
template <class P, class T, std::size_t... I>
P rising(P x, std::index_sequence<I...>, T one) {
    return linnet::polynomial(x, (one * static_cast<T>(I + 1))...);
}

template <std::size_t N, class L>
void check_length() {
    using T = typename L::T;
    for (const T x : {T{0}, T{1}, T{-1}, T{2}, T{-3}}) { // small integers, so that nothing is rounded
        T want = 0;
        for (std::size_t i = N; i-- > 0;) {
            want = want * x + static_cast<T>(i + 1);
        }
        T got[L::W];
        rising(typename L::Pack(x), std::make_index_sequence<N>{}, T{1}).store(got);
        CHECK(got[0] == want);
        CHECK(got[L::W - 1] == want);
    }
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("a polynomial of any length has its exact value on small integers", L, lengths) {
    check_length<1, L>();
    check_length<2, L>();
    check_length<3, L>();
    check_length<6, L>();
    check_length<7, L>();
    check_length<8, L>();
    check_length<11, L>();
}
TEST_CASE_TEMPLATE_APPLY(lengths, EveryWidth);

TEST_CASE_TEMPLATE_DEFINE("a polynomial has the same bits at every width", L, polynomial_bits) {
    using T = typename L::T;
    check_same_bits_as_scalar<L>([](auto x) { return rising(x, std::make_index_sequence<5>{}, T{0.1F}); });
    check_same_bits_as_scalar<L>([](auto x) { return rising(x, std::make_index_sequence<10>{}, T{0.1F}); });
}
TEST_CASE_TEMPLATE_APPLY(polynomial_bits, EveryWidth);

} // namespace polynomial_test
