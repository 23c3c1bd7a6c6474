// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/simd/reduce.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <span>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/naive_reduce.hpp"

namespace reduce_test {

using namespace linnet_test;

namespace {

/// `n` numbers in (-1, 1) that end where their allocation does and start at any alignment of T.
template <class T>
class Numbers {
public:
    Numbers(std::size_t n, std::size_t offset, std::uint64_t seed) : data_{new T[n + offset]}, offset_{offset}, n_{n} {
        const auto values = random_values<T>(n, T{-1}, T{1}, seed);
        std::copy(values.begin(), values.end(), data_.get() + offset);
    }
    [[nodiscard]] T* data() { return data_.get() + offset_; }
    [[nodiscard]] std::span<const T> span() { return {data(), n_}; }

private:
    std::unique_ptr<T[]> data_;
    std::size_t offset_;
    std::size_t n_;
};

// Out of line, for the compiler's sake.
template <class L>
__attribute__((noinline)) auto dot(const typename L::T* a, const typename L::T* b, std::size_t n) {
    return linnet::kernels::dot<typename L::T, L::W>(a, b, n);
}
template <class L>
__attribute__((noinline)) auto sum(const typename L::T* p, std::size_t n) {
    return linnet::kernels::sum<typename L::T, L::W>(p, n);
}

template <class L, class Body>
void for_each_length(Body body) {
    constexpr std::size_t W = L::W;
    for (const std::size_t n :
         {std::size_t{0}, std::size_t{1}, W - 1, W, W + 1, 3 * W + 2, std::size_t{15}, std::size_t{16}, std::size_t{17},
          std::size_t{63}, std::size_t{64}, std::size_t{65}, std::size_t{1000}}) {
        CAPTURE(n);
        for (std::size_t offset = 0; offset < 3; ++offset) {
            body(n, offset);
        }
    }
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("a sum has the bits of 64 canonical lanes and their tree, at every width", L, sums) {
    using T = typename L::T;
    for_each_length<L>([](std::size_t n, std::size_t offset) {
        Numbers<T> p(n, offset, n + 1);
        const T got = sum<L>(p.data(), n);
        CHECK(same(got, naive_sum<T>(p.span())));
        long double want = 0;
        long double size = 0;
        for (const T x : p.span()) {
            want += x;
            size += std::abs(x);
        }
        // Each lane adds n / 64 times and the tree 6 times.
        const double steps = static_cast<double>(n) / 64 + 7;
        CHECK(std::abs(static_cast<double>(got - want)) <=
              steps * std::numeric_limits<T>::epsilon() * static_cast<double>(size));
    });
}
TEST_CASE_TEMPLATE_APPLY(sums, EveryWidth);

TEST_CASE_TEMPLATE_DEFINE("a dot product has the bits of 16 canonical lanes and their tree, at every width", L, dots) {
    using T = typename L::T;
    for_each_length<L>([](std::size_t n, std::size_t offset) {
        Numbers<T> a(n, offset, n + 1);
        Numbers<T> b(n, 2 - offset, n + 2);
        const T got = dot<L>(a.data(), b.data(), n);
        CHECK(same(got, naive_dot<T>(a.span(), b.span())));
        long double want = 0;
        long double size = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const long double product = static_cast<long double>(a.span()[i]) * b.span()[i];
            want += product;
            size += std::abs(product);
        }
        // Each lane adds n / 16 times and the tree 4 times; without FMA every product is rounded too.
        const double steps = static_cast<double>(n) / 16 + 6;
        CHECK(std::abs(static_cast<double>(got - want)) <=
              steps * std::numeric_limits<T>::epsilon() * static_cast<double>(size));
    });
}
TEST_CASE_TEMPLATE_APPLY(dots, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("lanes that are turned meet the elements that they would in one row", L, turned) {
    using T = typename L::T;
    Numbers<T> a(23, 0, 1);
    Numbers<T> b(23, 0, 2);
    auto lanes = linnet::lanes16<T, L::W>::zero();
    lanes.multiply_add_first(a.data(), b.data(), 7);
    lanes.template rotate<7>(); // element 7 meets lane 0, which was lane 7
    lanes.multiply_add(a.data() + 7, b.data() + 7);
    lanes.template rotate<16 - 7>();
    CHECK(same(lanes.reduce(), naive_dot<T>(a.span(), b.span())));
    lanes.template rotate<16>();
    CHECK(same(lanes.reduce(), naive_dot<T>(a.span(), b.span())));
}
TEST_CASE_TEMPLATE_APPLY(turned, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("the lanes that a partial block misses take zeros at every width", L, missing) {
    using T = typename L::T;
    // With FMA a product that underflows leaves -0 in its lane, and the fma(0, 0, lane) that follows makes it +0.
    const T tiny = std::numeric_limits<T>::denorm_min();
    T a[17];
    T b[17];
    std::fill(a, a + 17, -tiny);
    std::fill(b, b + 17, tiny);
    CHECK(same(dot<L>(a, b, 16), LINNET_HAS_FMA ? T{-0.0} : T{0}));
    CHECK(same(dot<L>(a, b, 17), T{0}));
}
TEST_CASE_TEMPLATE_APPLY(missing, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("sums and dots hand NaN and infinity on", L, not_finite) {
    using T = typename L::T;
    for (const std::size_t at : {std::size_t{0}, std::size_t{40}, std::size_t{69}}) {
        Numbers<T> p(70, 0, 1);
        Numbers<T> q(70, 0, 2);
        p.data()[at] = std::numeric_limits<T>::infinity();
        CHECK(std::isinf(sum<L>(p.data(), 70)));
        CHECK(std::isinf(dot<L>(p.data(), q.data(), 70)));
        p.data()[at] = std::numeric_limits<T>::quiet_NaN();
        CHECK(std::isnan(sum<L>(p.data(), 70)));
        CHECK(std::isnan(dot<L>(p.data(), q.data(), 70)));
    }
}
TEST_CASE_TEMPLATE_APPLY(not_finite, EveryUserWidth);

} // namespace reduce_test
