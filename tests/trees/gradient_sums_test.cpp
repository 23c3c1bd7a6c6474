// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/trees/gradient_sums.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"

namespace gradient_sums_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE_TEMPLATE("sums are within half a unit for each row, count the rows, and have the same bits in any order", T,
                   float, double) {
    for (const std::size_t n : {1U, 2U, 7U, 1000U, 70'000U}) {
        for (const T scale : {static_cast<T>(1e-30), T{1}, static_cast<T>(1e30)}) {
            CAPTURE(n);
            CAPTURE(scale);
            const auto g = random_values<T>(n, -scale, scale, 3);
            const auto h = random_values<T>(n, T{0}, scale, 4);
            RoundedGradients<T> rounded{n};
            REQUIRE(rounded.assign(g, h, &three_threads()));
            GradientSum forward;
            GradientSum backward;
            double g_sum = 0;
            double h_sum = 0;
            for (std::size_t i = 0; i < n; ++i) {
                forward += rounded.data()[i];
                backward += rounded.data()[n - 1 - i];
                g_sum += static_cast<double>(g[i]);
                h_sum += static_cast<double>(h[i]);
            }
            CHECK(forward == backward);
            CHECK((forward - rounded.data()[0]) + rounded.data()[0] == forward);
            const GradientTotals totals = rounded.totals(forward);
            CHECK(totals.rows == static_cast<double>(n));
            // The documented bits: the largest number is below 2^e, so a unit is at most 2 largest / 2^bits.
            const int b = static_cast<int>(std::bit_width(n));
            const double rows = static_cast<double>(n);
            const double largest = static_cast<double>(scale);
            const double g_unit = std::ldexp(2 * largest, -std::min(40, 52 - b));
            const double h_unit = std::ldexp(2 * largest, -std::min({40, 52 - b, 62 - 2 * b}));
            CHECK(std::abs(totals.gradient - g_sum) <= rows * (g_unit / 2 + 1e-15 * largest));
            CHECK(std::abs(totals.curvature - h_sum) <= rows * (h_unit / 2 + 1e-15 * largest));
        }
    }
}

TEST_CASE("the largest numbers of many rows do not overflow") {
    for (const std::size_t n : {1023U, 1024U, 65'535U, 65'536U, 1'000'000U}) {
        CAPTURE(n);
        const std::vector<float> most(n, 0.99999994F); // all bits of the largest number are set
        RoundedGradients<float> rounded{n};
        REQUIRE(rounded.assign(most, most));
        GradientSum sum;
        for (std::size_t i = 0; i < n; ++i) {
            sum += rounded.data()[i];
        }
        const GradientTotals totals = rounded.totals(sum);
        CHECK(totals.rows == static_cast<double>(n));
        CHECK(totals.gradient == doctest::Approx(static_cast<double>(n)));
        CHECK(totals.curvature == doctest::Approx(static_cast<double>(n)));
    }
}

TEST_CASE("zeros are exact, and what is not finite is refused") {
    RoundedGradients<float> rounded{3};
    const std::vector<float> zeros(3);
    const std::vector<float> numbers{1.0F, -2.0F, 0.5F};
    REQUIRE(rounded.assign(zeros, zeros));
    CHECK(rounded.totals(rounded.data()[0]).gradient == 0.0);
    REQUIRE(rounded.assign(numbers, zeros));
    CHECK(rounded.totals(rounded.data()[1]).gradient == -2.0);
    for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
                            -std::numeric_limits<float>::infinity()}) {
        CHECK_FALSE(rounded.assign(std::vector<float>{0.0F, bad, 1.0F}, numbers));
        CHECK_FALSE(rounded.assign(numbers, std::vector<float>{bad, 1.0F, 1.0F}));
        CHECK(rounded.totals(rounded.data()[1]).gradient == -2.0);
    }
}

TEST_CASE("histograms of four features are those of a plain loop") {
    const Random random{5, 6};
    for (const std::size_t n : {0U, 1U, 31U, 32U, 33U, 200U}) {
        const std::size_t all = 2 * n + 1;
        std::vector<std::uint8_t> bins(4 * all);
        std::vector<GradientSum> gradients(n);
        std::vector<std::uint32_t> rows(n);
        for (std::size_t i = 0; i < bins.size(); ++i) {
            bins[i] = static_cast<std::uint8_t>(random.below(256, i));
        }
        for (std::size_t i = 0; i < n; ++i) {
            gradients[i] = {static_cast<std::int64_t>(random.bits(i)) >> 20, static_cast<std::int64_t>(i)};
            rows[i] = static_cast<std::uint32_t>(2 * i + random.below(2, i));
        }
        std::vector<GradientSum> made(4 * 256, GradientSum{1, 2}); // which are added to
        std::vector<GradientSum> want = made;
        add_to_histograms(bins.data(), rows.data(), gradients.data(), n,
                          {made.data(), made.data() + 256, made.data() + 512, made.data() + 768});
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t f = 0; f < 4; ++f) {
                want[256 * f + bins[4 * rows[i] + f]] += gradients[i];
            }
        }
        CHECK(made == want);
    }
}

} // namespace gradient_sums_test
