// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/simd/pack.hpp>

#include <bit>
#include <cmath>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"

namespace pack_test {

using namespace linnet_test;
using linnet::AllLanes;
using linnet::FirstLanes;

namespace {

/// W packs of operands at a time: all pairs of special values, then random bits and plain numbers.
template <class T>
struct Operands {
    std::vector<T> a;
    std::vector<T> b;
    std::vector<T> c;

    Operands() {
        for (const T x : special_values<T>()) {
            for (const T y : special_values<T>()) {
                add(x, y, x == y ? T{1} : y);
            }
        }
        const auto bits = random_bits<T>(3 * 2048, 1);
        const auto plain = random_values<T>(3 * 2048, T{-8}, T{8}, 2);
        for (std::size_t i = 0; i < bits.size(); i += 3) {
            add(bits[i], bits[i + 1], bits[i + 2]);
            add(plain[i], plain[i + 1], plain[i + 2]);
        }
        while (a.size() % 64 != 0) {
            add(1, 2, 3);
        }
    }
    void add(T x, T y, T z) {
        a.push_back(x);
        b.push_back(y);
        c.push_back(z);
    }
};

/// The operands for which `packs(a, b, c)` has a lane that is not `scalars(a, b, c)`.
template <class L, class Packs, class Scalars>
std::size_t count_differences(Packs packs, Scalars scalars) {
    using T = typename L::T;
    using P = typename L::Pack;
    static const Operands<T> x;
    std::size_t differences = 0;
    for (std::size_t i = 0; i < x.a.size(); i += L::W) {
        T got[L::W];
        packs(P::load(&x.a[i]), P::load(&x.b[i]), P::load(&x.c[i])).store(got);
        for (std::size_t l = 0; l < L::W; ++l) {
            differences += same(got[l], static_cast<T>(scalars(x.a[i + l], x.b[i + l], x.c[i + l]))) ? 0U : 1U;
        }
    }
    return differences;
}

template <class T>
auto to_bits(T x) {
    return std::bit_cast<linnet::detail::bits_of<T>>(x);
}
template <class T>
T from_bits(linnet::detail::bits_of<T> x) {
    return std::bit_cast<T>(x);
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("arithmetic on packs is arithmetic on each lane", L, arithmetic) {
    using T = typename L::T;
    using P = typename L::Pack;
    CHECK(count_differences<L>([](P a, P b, P) { return a + b; }, [](T a, T b, T) { return a + b; }) == 0);
    CHECK(count_differences<L>([](P a, P b, P) { return a - b; }, [](T a, T b, T) { return a - b; }) == 0);
    CHECK(count_differences<L>([](P a, P b, P) { return a * b; }, [](T a, T b, T) { return a * b; }) == 0);
    CHECK(count_differences<L>([](P a, P b, P) { return a / b; }, [](T a, T b, T) { return a / b; }) == 0);
    CHECK(count_differences<L>([](P a, P, P) { return -a; }, [](T a, T, T) { return -a; }) == 0);
    CHECK(count_differences<L>([](P a, P, P) { return abs(a); }, [](T a, T, T) { return std::abs(a); }) == 0);
    CHECK(count_differences<L>([](P a, P, P) { return sqrt(a); }, [](T a, T, T) { return std::sqrt(a); }) == 0);
    CHECK(count_differences<L>([](P a, P, P) { return a + T{3}; }, [](T a, T, T) { return a + T{3}; }) == 0);
}

TEST_CASE_TEMPLATE_DEFINE("fma rounds once where the build has FMA, twice elsewhere", L, fused) {
    using T = typename L::T;
    using P = typename L::Pack;
    const auto scalar = [](T a, T b, T c) { return LINNET_HAS_FMA ? std::fma(a, b, c) : a * b + c; };
    CHECK(count_differences<L>([](P a, P b, P c) { return fma(a, b, c); }, scalar) == 0);
}

TEST_CASE_TEMPLATE_DEFINE("min and max return their second operand when one is NaN", L, extrema) {
    using T = typename L::T;
    using P = typename L::Pack;
    CHECK(count_differences<L>([](P a, P b, P) { return min(a, b); }, [](T a, T b, T) { return a < b ? a : b; }) == 0);
    CHECK(count_differences<L>([](P a, P b, P) { return max(a, b); }, [](T a, T b, T) { return a > b ? a : b; }) == 0);
}

TEST_CASE_TEMPLATE_DEFINE("select takes each lane by its own comparison", L, selection) {
    using T = typename L::T;
    using P = typename L::Pack;
    const auto check = [](auto compare) {
        CHECK(count_differences<L>([&](P a, P b, P c) { return select(compare(a, b), c, a); },
                                   [&](T a, T b, T c) { return compare(a, b) ? c : a; }) == 0);
    };
    check([](auto a, auto b) { return a < b; });
    check([](auto a, auto b) { return a <= b; });
    check([](auto a, auto b) { return a == b; });
}

TEST_CASE_TEMPLATE_DEFINE("bit operations act on the lanes as unsigned integers", L, bits) {
    using T = typename L::T;
    using P = typename L::Pack;
    constexpr int top = 8 * sizeof(T) - 1;
    constexpr int mantissa = sizeof(T) == 4 ? 23 : 52;
    const auto check = [](auto packs, auto integers) {
        CHECK(count_differences<L>(packs,
                                   [&](T a, T b, T) { return from_bits<T>(integers(to_bits(a), to_bits(b))); }) == 0);
    };
    check([](P a, P b, P) { return bit_add(a, b); }, [](auto a, auto b) { return a + b; });
    check([](P a, P b, P) { return bit_sub(a, b); }, [](auto a, auto b) { return a - b; });
    check([](P a, P b, P) { return bit_and(a, b); }, [](auto a, auto b) { return a & b; });
    check([](P a, P b, P) { return bit_or(a, b); }, [](auto a, auto b) { return a | b; });
    check([](P a, P, P) { return a.template shift_left<1>(); }, [](auto a, auto) { return a << 1; });
    check([](P a, P, P) { return a.template shift_left<mantissa>(); }, [](auto a, auto) { return a << mantissa; });
    check([](P a, P, P) { return a.template shift_right<mantissa>(); }, [](auto a, auto) { return a >> mantissa; });
    check([](P a, P, P) { return a.template shift_right<top>(); }, [](auto a, auto) { return a >> top; });
    check([](P, P, P) { return P::from_bits(0x40490fdbU); }, [](auto, auto) { return 0x40490fdbU; });
}

TEST_CASE_TEMPLATE_DEFINE("the halves of a pack are its first and its last lanes", L, halves) {
    using T = typename L::T;
    if constexpr (L::W > 1) {
        T x[L::W];
        for (std::size_t l = 0; l < L::W; ++l) {
            x[l] = static_cast<T>(l + 1);
        }
        T got[L::W];
        lower_half(L::Pack::load(x)).store(got);
        upper_half(L::Pack::load(x)).store(got + L::W / 2);
        for (std::size_t l = 0; l < L::W; ++l) {
            CHECK(got[l] == x[l]);
        }
    }
}

TEST_CASE_TEMPLATE_DEFINE("shifted lanes are the last of one pack and the first of the next", L, shifts) {
    using T = typename L::T;
    T x[2 * L::W];
    for (std::size_t l = 0; l < 2 * L::W; ++l) {
        x[l] = static_cast<T>(l + 1);
    }
    const auto check = [&]<std::size_t First>(std::integral_constant<std::size_t, First>) {
        T got[L::W];
        L::Pack::template shift<First>(L::Pack::load(x), L::Pack::load(x + L::W)).store(got);
        for (std::size_t l = 0; l < L::W; ++l) {
            CHECK(got[l] == x[First + l]);
        }
    };
    [&]<std::size_t... First>(std::index_sequence<First...>) {
        (check(std::integral_constant<std::size_t, First>{}), ...);
    }(std::make_index_sequence<L::W>{});
}

TEST_CASE_TEMPLATE_DEFINE("a load of the first lanes puts zeros behind them and reads nothing there", L, loads) {
    using T = typename L::T;
    for (std::size_t offset = 0; offset < 4; ++offset) {
        for (std::size_t count = 0; count <= L::W; ++count) {
            const std::unique_ptr<T[]> exact{new T[offset + count]}; // so that a sanitizer sees a read behind it
            for (std::size_t i = 0; i < offset + count; ++i) {
                exact[i] = static_cast<T>(i + 1);
            }
            T got[L::W];
            L::Pack::load(exact.get() + offset, FirstLanes{count}).store(got);
            std::size_t wrong = 0;
            for (std::size_t l = 0; l < L::W; ++l) {
                wrong += got[l] == (l < count ? exact[offset + l] : T{0}) ? 0U : 1U;
            }
            CHECK(wrong == 0);
        }
        const std::vector<T> longer(offset + L::W, T{7});
        T got[L::W];
        L::Pack::load(longer.data() + offset, FirstLanes{L::W + 3}).store(got);
        CHECK(got[L::W - 1] == T{7});
    }
}

TEST_CASE_TEMPLATE_DEFINE("a store of the first lanes leaves what is behind them", L, stores) {
    using T = typename L::T;
    T x[L::W];
    for (std::size_t l = 0; l < L::W; ++l) {
        x[l] = static_cast<T>(l + 1);
    }
    const auto pack = L::Pack::load(x);
    for (std::size_t offset = 0; offset < 4; ++offset) {
        for (std::size_t count = 0; count <= L::W; ++count) {
            const std::unique_ptr<T[]> exact{new T[offset + count]}; // so that a sanitizer sees a write behind it
            pack.store(exact.get() + offset, FirstLanes{count});
            std::vector<T> guarded(offset + L::W + 4, T{-1});
            pack.store(guarded.data() + offset, FirstLanes{count});
            std::size_t wrong = 0;
            for (std::size_t i = 0; i < guarded.size(); ++i) {
                const bool inside = i >= offset && i < offset + count;
                wrong += guarded[i] == (inside ? x[i - offset] : T{-1}) ? 0U : 1U;
                wrong += !inside || exact[i] == guarded[i] ? 0U : 1U;
            }
            CHECK(wrong == 0);
        }
        std::vector<T> guarded(offset + L::W + 4, T{-1});
        pack.store(guarded.data() + offset, FirstLanes{L::W + 3});
        CHECK(guarded[offset + L::W - 1] == x[L::W - 1]);
        CHECK(guarded[offset + L::W] == T{-1});
    }
}

TEST_CASE_TEMPLATE_APPLY(arithmetic, EveryWidth);
TEST_CASE_TEMPLATE_APPLY(fused, EveryWidth);
TEST_CASE_TEMPLATE_APPLY(extrema, EveryWidth);
TEST_CASE_TEMPLATE_APPLY(selection, EveryWidth);
TEST_CASE_TEMPLATE_APPLY(bits, EveryWidth);
TEST_CASE_TEMPLATE_APPLY(halves, EveryWidth);
TEST_CASE_TEMPLATE_APPLY(shifts, EveryWidth);
TEST_CASE_TEMPLATE_APPLY(loads, EveryWidth);
TEST_CASE_TEMPLATE_APPLY(stores, EveryWidth);

} // namespace pack_test
