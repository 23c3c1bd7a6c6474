// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/simd/cos.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "../support/math_checks.hpp"

namespace cos_test {

using namespace linnet_test;

namespace {

constexpr auto cos_of = [](auto x) { return linnet::cos(x); };
constexpr auto sin_of = [](auto x) { return linnet::sin(x); };

template <class T>
inline constexpr double accurate = sizeof(T) == 4 ? 0x1p13 : 0x1p20;
template <class T>
inline constexpr T highest = static_cast<T>(sizeof(T) == 4 ? 0x1p22 : 0x1p50);

/// Numbers of every magnitude, and near multiples of pi / 2, where one of both functions is small.
template <class T>
std::vector<T> arguments() {
    const long double quarter = std::acos(-1.0L) / 2;
    std::vector<T> all;
    for (const T x : every_magnitude<T>(sizeof(T) == 4 ? 1'000'000 : 300'000)) {
        if (std::abs(x) <= static_cast<T>(accurate<T>)) {
            all.push_back(x);
        }
    }
    const auto last = static_cast<int>(accurate<T> / static_cast<double>(quarter));
    for (int n = -last; n <= last; n += 1 + last / 30'000) {
        const T x = static_cast<T>(static_cast<long double>(n) * quarter);
        all.insert(all.end(), {std::nextafter(x, T{-1e30F}), x, std::nextafter(x, T{1e30F})});
    }
    for (const double end : {1.0, 30.0, 1000.0, accurate<T>}) {
        const std::vector<T> some = random_values<T>(100'000, static_cast<T>(-end), static_cast<T>(end), 5);
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("cos and sin have the same bits at every width", L, cos_bits) {
    check_same_bits_as_scalar<L>(cos_of);
    check_same_bits_as_scalar<L>(sin_of);
}
TEST_CASE_TEMPLATE_APPLY(cos_bits, EveryWidth);

TEST_CASE_TEMPLATE("cos and sin stay within their error bound", T, float, double) {
    const std::vector<T> x = arguments<T>();
    const auto of_cos = largest_error<T>(x, cos_of, [](auto at) { return std::cos(at); });
    INFO("cos at ", of_cos.at);
    CHECK(of_cos.ulp <= 1.6);
    const auto of_sin = largest_error<T>(x, sin_of, [](auto at) { return std::sin(at); });
    INFO("sin at ", of_sin.at);
    CHECK(of_sin.ulp <= 1.6);
}

TEST_CASE_TEMPLATE("beyond the bound, cos and sin are those of a number nearby", T, float, double) {
    for (const T x : random_values<T>(20'000, T{-1} * highest<T>, highest<T>, 6)) {
        const double error = 4 * static_cast<double>(std::abs(x) * std::numeric_limits<T>::epsilon());
        CHECK(std::abs(static_cast<double>(at(cos_of, x) - std::cos(static_cast<Wider<T>>(x)))) <= error);
        CHECK(std::abs(static_cast<double>(at(sin_of, x) - std::sin(static_cast<Wider<T>>(x)))) <= error);
        CHECK(std::abs(at(cos_of, x)) <= T{1.001F});
        CHECK(std::abs(at(sin_of, x)) <= T{1.001F});
    }
}

TEST_CASE_TEMPLATE("cos is even and sin is odd to the last bit", T, float, double) {
    for (const T x : random_values<T>(1000, T{0}, T{4000}, 9)) {
        CHECK(at(cos_of, -x) == at(cos_of, x));
        CHECK(at(sin_of, -x) == -at(sin_of, x));
    }
}

TEST_CASE_TEMPLATE("cos and sin at their ends", T, float, double) {
    constexpr T tiny = std::numeric_limits<T>::denorm_min();
    CHECK(at(cos_of, T{0}) == T{1});
    CHECK(at(cos_of, tiny) == T{1});
    CHECK(at(sin_of, T{0}) == T{0});
    CHECK(at(sin_of, tiny) == tiny);
    constexpr T largest = std::numeric_limits<T>::max();
    CHECK(at(cos_of, largest) == at(cos_of, highest<T>));
    CHECK(at(sin_of, -largest) == -at(sin_of, highest<T>));
    for (const T x : {infinity<T>, -infinity<T>, not_a_number<T>}) {
        CHECK(std::isnan(at(cos_of, x)));
        CHECK(std::isnan(at(sin_of, x)));
    }
}

} // namespace cos_test
