// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/random.hpp>
#include <linnet/metrics/bootstrap.hpp>

namespace bootstrap_test {

using linnet::bootstrap_interval;
using linnet::BootstrapOptions;
using linnet::Interval;
using linnet::paired_test;
using linnet::PairedTest;

namespace {

std::vector<double> uniform_values(std::size_t count, std::uint64_t seed) {
    const linnet::Random random{seed, 99};
    std::vector<double> values(count);
    for (std::size_t i = 0; i < count; ++i) {
        values[i] = random.uniform(i);
    }
    return values;
}

/// The interval from the same draws, by sorting and with the sums the other way round.
Interval naive_interval(const std::vector<double>& values, const BootstrapOptions& options) {
    const auto n = static_cast<double>(values.size());
    std::vector<double> means;
    for (std::uint64_t resample = 0; resample < options.resamples; ++resample) {
        const linnet::Random random{options.seed, 2 * resample};
        long double sum = 0;
        for (std::size_t i = values.size(); i-- > 0;) {
            sum += static_cast<long double>(values[random.below(values.size(), i)]);
        }
        means.push_back(static_cast<double>(sum) / n);
    }
    std::sort(means.begin(), means.end());
    const auto at = [&](double q) {
        const double place = q * (static_cast<double>(means.size()) - 1);
        const double share = place - std::floor(place);
        return (1 - share) * means[static_cast<std::size_t>(std::floor(place))] +
               share * means[static_cast<std::size_t>(std::ceil(place))];
    };
    long double sum = 0;
    for (const double value : values) {
        sum += static_cast<long double>(value);
    }
    return {static_cast<double>(sum) / n, at((1 - options.confidence) / 2), at((1 + options.confidence) / 2)};
}

/// The share of all 2^n ways to give the differences signs whose sum is as far from 0 as theirs.
double exact_p_value(const std::vector<double>& differences) {
    double sum = 0;
    for (const double difference : differences) {
        sum += difference;
    }
    std::size_t reached = 0;
    const std::size_t all = std::size_t{1} << differences.size();
    for (std::size_t signs = 0; signs < all; ++signs) {
        double flipped = 0;
        for (std::size_t i = 0; i < differences.size(); ++i) {
            flipped += (signs >> i & 1) != 0 ? -differences[i] : differences[i];
        }
        reached += std::abs(flipped) >= std::abs(sum) - 1e-9 ? 1 : 0;
    }
    return static_cast<double>(reached) / static_cast<double>(all);
}

void check_same(const Interval& a, const Interval& b) {
    CHECK(a.mean == b.mean);
    CHECK(a.low == b.low);
    CHECK(a.high == b.high);
}

} // namespace

TEST_CASE("the interval agrees with that of the same draws, sorted") {
    for (const std::size_t users : {1U, 2U, 7U, 100U}) {
        for (const std::size_t resamples : {1U, 2U, 10U, 333U}) {
            for (const double confidence : {0.5, 0.9, 0.95, 0.999}) {
                std::vector<double> values = uniform_values(users, users);
                values[users / 2] = -3; // means below 0 are sorted, too
                const BootstrapOptions options{.confidence = confidence, .resamples = resamples, .seed = 5};
                const Interval got = bootstrap_interval(values, options);
                const Interval expected = naive_interval(values, options);
                CHECK(std::abs(got.mean - expected.mean) <= 1e-12);
                CHECK(std::abs(got.low - expected.low) <= 1e-12);
                CHECK(std::abs(got.high - expected.high) <= 1e-12);
            }
        }
    }
}

TEST_CASE("the interval is about as wide as 1.96 standard errors either way") {
    const std::vector<double> values = uniform_values(2000, 1);
    const Interval interval = bootstrap_interval(values, {.resamples = 4000});
    const double error = std::sqrt(1.0 / 12 / 2000); // of a mean of numbers uniform in 0 .. 1
    CHECK(interval.high - interval.low == doctest::Approx(2 * 1.96 * error).epsilon(0.05));
    CHECK(interval.low + interval.high == doctest::Approx(2 * interval.mean).epsilon(0.005));
    const Interval narrow = bootstrap_interval(values, {.confidence = 0.5, .resamples = 4000});
    CHECK(narrow.high - narrow.low == doctest::Approx(2 * 0.6745 * error).epsilon(0.05));
}

TEST_CASE("the interval holds the truth about as often as it says") {
    int held = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const Interval interval = bootstrap_interval(uniform_values(50, seed), {.confidence = 0.9, .resamples = 200});
        held += interval.low <= 0.5 && 0.5 <= interval.high ? 1 : 0;
    }
    CHECK(held >= 165); // 180 expected, with a standard deviation of 4.2
    CHECK(held <= 192);
}

TEST_CASE("users without a value are left out") {
    const double nan = std::nan("");
    const std::vector<double> values{0.25, 0.75, 1.0};
    const std::vector<double> gaps{nan, 0.25, nan, 0.75, 1.0, nan};
    check_same(bootstrap_interval(gaps), bootstrap_interval(values));
    const std::vector<double> none{nan, nan};
    CHECK(std::isnan(bootstrap_interval(none).mean));
    CHECK(std::isnan(bootstrap_interval({}).low));
    CHECK(std::isnan(bootstrap_interval({}).high));
    const std::vector<double> one{0.3};
    check_same(bootstrap_interval(one), {0.3, 0.3, 0.3});
}

TEST_CASE("the seed decides") {
    const std::vector<double> values = uniform_values(100, 1);
    check_same(bootstrap_interval(values, {.seed = 3}), bootstrap_interval(values, {.seed = 3}));
    CHECK(bootstrap_interval(values, {.seed = 3}).low != bootstrap_interval(values, {.seed = 4}).low);
    const std::vector<double> other = uniform_values(100, 2);
    CHECK(paired_test(values, other, {.seed = 3}).p_value == paired_test(values, other, {.seed = 3}).p_value);
    CHECK(paired_test(values, other, {.seed = 3}).low != paired_test(values, other, {.seed = 4}).low);
}

TEST_CASE("the p-value agrees with that of all ways to give signs") {
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        const std::vector<double> a = uniform_values(12, seed);
        std::vector<double> b = uniform_values(12, seed + 100);
        std::vector<double> differences;
        for (std::size_t i = 0; i < a.size(); ++i) {
            b[i] -= 0.05 * static_cast<double>(seed);
            differences.push_back(a[i] - b[i]);
        }
        const double exact = exact_p_value(differences);
        const PairedTest test = paired_test(a, b, {.resamples = 20000});
        const double error = std::sqrt(exact * (1 - exact) / 20000);
        CHECK(std::abs(test.p_value - exact) <= 4 * error + 1e-4);
    }
}

TEST_CASE("the p-value agrees with that of the same signs, taken bit by bit") {
    for (const std::size_t users : {1U, 31U, 32U, 33U, 100U}) {
        const std::vector<double> a = uniform_values(users, 1);
        const std::vector<double> b = uniform_values(users, 2);
        int reached = 0;
        for (std::uint64_t resample = 0; resample < 500; ++resample) {
            const linnet::Random random{7, 2 * resample + 1};
            long double sum = 0;
            long double flipped = 0;
            for (std::size_t i = 0; i < users; ++i) {
                const bool minus = (random.word(i / 32) & std::uint32_t{1} << i % 32) != 0;
                sum += static_cast<long double>(a[i] - b[i]);
                flipped += static_cast<long double>(minus ? b[i] - a[i] : a[i] - b[i]);
            }
            reached += std::abs(flipped) >= std::abs(sum) - 1e-13L * static_cast<long double>(users) ? 1 : 0;
        }
        const PairedTest test = paired_test(a, b, {.resamples = 500, .seed = 7});
        CHECK(std::abs(test.p_value - (1.0 + reached) / 501) <= 1e-12);
    }
}

TEST_CASE("the difference has the interval of the users' differences") {
    const std::vector<double> a = uniform_values(200, 1);
    const std::vector<double> b = uniform_values(200, 2);
    std::vector<double> differences;
    for (std::size_t i = 0; i < a.size(); ++i) {
        differences.push_back(a[i] - b[i]);
    }
    const PairedTest test = paired_test(a, b);
    check_same({test.difference, test.low, test.high}, bootstrap_interval(differences));
    const PairedTest back = paired_test(b, a);
    CHECK(back.difference == -test.difference);
    CHECK(back.p_value == test.p_value);
}

TEST_CASE("equal models have a p-value of 1, and none is 0") {
    const std::vector<double> a = uniform_values(100, 1);
    std::vector<double> better = a;
    for (double& value : better) {
        value += 1;
    }
    CHECK(paired_test(a, a).p_value == 1.0);
    CHECK(paired_test(a, a).difference == 0.0);
    CHECK(paired_test(better, a).p_value == 1.0 / 1001);
    CHECK(paired_test(a, better, {.resamples = 99}).p_value == 0.01);
    CHECK(paired_test(better, a).low == doctest::Approx(1).epsilon(1e-12));
}

TEST_CASE("sums that are equal but for rounding count as equal") {
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        const linnet::Random random{seed, 0};
        std::vector<double> tenths; // whose sums tie often, and whose last bits depend on the order
        for (std::uint64_t i = 0; i < 12; ++i) {
            tenths.push_back((static_cast<double>(random.below(7, i)) - 2) / 10);
        }
        const double exact = exact_p_value(tenths);
        const PairedTest test = paired_test(tenths, std::vector<double>(12), {.resamples = 20000});
        CHECK(std::abs(test.p_value - exact) <= 4 * std::sqrt(exact * (1 - exact) / 20000) + 1e-4);
    }
}

TEST_CASE("models that do not differ have a p-value that is uniform in 0 .. 1") {
    int below = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const PairedTest test =
            paired_test(uniform_values(40, seed), uniform_values(40, 1000 + seed), {.resamples = 199});
        below += test.p_value <= 0.2 ? 1 : 0;
    }
    CHECK(below >= 35); // 60 expected, with a standard deviation of 6.9
    CHECK(below <= 85);
}

TEST_CASE("users whom either model has no value for are left out of the test") {
    const double nan = std::nan("");
    const std::vector<double> a{1, nan, 3, 4, 2};
    const std::vector<double> b{2, 5, nan, 1, 1};
    const PairedTest test = paired_test(a, b);
    CHECK(test.difference == 1.0);
    CHECK(test.p_value == paired_test(std::vector<double>{1, 4, 2}, std::vector<double>{2, 1, 1}).p_value);
    const PairedTest none = paired_test({}, {});
    CHECK(std::isnan(none.difference));
    CHECK(std::isnan(none.low));
    CHECK(std::isnan(none.high));
    CHECK(none.p_value == 1.0);
}

TEST_CASE("settings out of range and sizes that differ are refused") {
    const std::vector<double> two{1, 2};
    const std::vector<double> three{1, 2, 3};
    CHECK_THROWS_WITH_AS(static_cast<void>(bootstrap_interval(two, {.confidence = 95})),
                         "bootstrap_interval: the confidence must lie between 0 and 1 and is 95.000000",
                         linnet::SettingError);
    for (const double confidence : {0.0, 1.0, -0.5, std::nan("")}) {
        CHECK_THROWS_AS(static_cast<void>(bootstrap_interval(two, {.confidence = confidence})), linnet::SettingError);
        CHECK_THROWS_AS(static_cast<void>(paired_test(two, two, {.confidence = confidence})), linnet::SettingError);
    }
    CHECK_THROWS_WITH_AS(static_cast<void>(bootstrap_interval(two, {.resamples = 0})),
                         "bootstrap_interval: the number of resamples is 0", linnet::SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(paired_test(two, two, {.resamples = 0})),
                         "paired_test: the number of resamples is 0", linnet::SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(paired_test(two, three)), "paired_test got values of 2 and of 3 users",
                         linnet::SettingError);
}

} // namespace bootstrap_test
