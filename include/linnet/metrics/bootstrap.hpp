// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/rank_key.hpp>
#include <linnet/core/sorted_order.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// How `bootstrap_interval` and `paired_test` draw samples.
struct BootstrapOptions {
    double confidence = 0.95;     ///< of the interval, between 0 and 1
    std::size_t resamples = 1000; ///< how often the users, or the signs, are drawn
    std::uint64_t seed = 1;
};

/// A mean and the ends of its confidence interval.
struct Interval {
    double mean;
    double low;
    double high;
};

/// The mean of a - b over users, the ends of its confidence interval, and the probability of a difference at least as
/// large if the two models were alike.
struct PairedTest {
    double difference;
    double low;
    double high;
    double p_value;
};

namespace detail {

// Vectors instead of spans, because converting from one to the other takes long to compile.

void check_bootstrap(const char* function, const BootstrapOptions& options);

/// The value below which the share `q` of the sorted values lies, interpolated between two of them.
[[nodiscard]] double quantile(const std::vector<double>& values, const std::vector<std::size_t>& order, double q);

[[nodiscard]] double resampled_mean(const std::vector<double>& values, Random random);

/// The sum of the values, each with a random sign.
[[nodiscard]] double flipped_sum(const std::vector<double>& values, Random random);

/// For values without NaN.
[[nodiscard]] Interval bootstrap(const std::vector<double>& values, const BootstrapOptions& options);

} // namespace detail

/// The mean over users and its percentile bootstrap interval. As many users as there are, drawn with replacement, give
/// one mean; this is done `resamples` times. The ends are the quantiles `(1 - confidence) / 2` and `(1 + confidence) /
/// 2` of these means, by linear interpolation. Users whose value is NaN are left out. The interval accounts for the
/// sampling of users only, not for another seed or split.
///
/// `per_user` has the value of a metric for each user. All three results are NaN if no user has a value.
/// The result depends only on values and options. O(users x resamples). Throws SettingError for a confidence that is
/// not between 0 and 1, or no resamples.
/// Source: Efron, Tibshirani, "An introduction to the bootstrap", 1993, chapter 13.
[[nodiscard]] Interval bootstrap_interval(std::span<const double> per_user, const BootstrapOptions& options = {});

/// Whether two models differ on the same users: the mean of `a - b` with its percentile bootstrap interval, and the
/// two-sided p-value of the paired randomisation test. If the models were alike, it would be chance which of a user's
/// two values belongs to which model, so the signs of the differences are drawn at random `resamples` times. `p = (1 +
/// draws whose |sum| reaches that of the data) / (1 + resamples)`, which is never 0, and is 1 for equal models. Users
/// for whom either value is NaN are left out; if none remain, difference and interval are NaN and p is 1.
///
/// `a`, `b` are the values of a metric for the same users in the same order.
/// The result depends only on values and options. O(users x resamples). Throws SettingError if the sizes differ, for a
/// confidence that is not between 0 and 1, or for no resamples.
/// Source: Smucker, Allan, Carterette, "A comparison of statistical significance tests for information retrieval
/// evaluation", CIKM 2007; the 1 + ... from Davison, Hinkley, "Bootstrap methods and their application", 1997, chapter
/// 4.
[[nodiscard]] PairedTest paired_test(std::span<const double> a, std::span<const double> b,
                                     const BootstrapOptions& options = {});

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>
#include <cmath>
#include <limits>

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION void check_bootstrap(const char* function, const BootstrapOptions& options) {
    if (!(options.confidence > 0.0 && options.confidence < 1.0)) {
        fail<SettingError>({function, ": the confidence must lie between 0 and 1 and is ", options.confidence});
    }
    if (options.resamples == 0) {
        fail<SettingError>({function, ": the number of resamples is 0"});
    }
}

LINNET_DEFINITION double quantile(const std::vector<double>& values, const std::vector<std::size_t>& order, double q) {
    const double place = q * static_cast<double>(order.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const double low = values[order[below]];
    const double high = values[order[std::min(below + 1, order.size() - 1)]];
    return std::fma(place - static_cast<double>(below), high - low, low);
}

LINNET_HOT LINNET_DEFINITION double resampled_mean(const std::vector<double>& values, Random random) {
    double sum = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        sum += values[random.below(values.size(), i)];
    }
    return sum / static_cast<double>(values.size());
}

LINNET_HOT LINNET_DEFINITION double flipped_sum(const std::vector<double>& values, Random random) {
    double sum = 0.0;
    for (std::size_t i = 0; i < values.size();) {
        std::uint32_t signs = random.word(i / 32);
        for (const std::size_t end = std::min(i + 32, values.size()); i < end; ++i, signs >>= 1) {
            sum += (signs & 1) != 0 ? -values[i] : values[i];
        }
    }
    return sum;
}

LINNET_COLD LINNET_DEFINITION Interval bootstrap(const std::vector<double>& values, const BootstrapOptions& options) {
    if (values.empty()) {
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        return {nan, nan, nan};
    }
    double sum = 0.0;
    for (const double value : values) {
        sum += value;
    }
    std::vector<double> means(options.resamples);
    std::vector<std::uint64_t> keys(options.resamples);
    for (std::size_t i = 0; i < means.size(); ++i) {
        means[i] = resampled_mean(values, Random{options.seed, 2 * i}); // odd streams are for signs
        keys[i] = rank_key(means[i]);
    }
    const std::vector<std::size_t> order = sorted_order(keys);
    const double outside = 0.5 * (1.0 - options.confidence);
    return {sum / static_cast<double>(values.size()), quantile(means, order, outside),
            quantile(means, order, 1.0 - outside)};
}

} // namespace detail

LINNET_COLD LINNET_DEFINITION Interval bootstrap_interval(std::span<const double> per_user,
                                                          const BootstrapOptions& options) {
    detail::check_bootstrap("bootstrap_interval", options);
    std::vector<double> values;
    values.reserve(per_user.size());
    for (std::size_t i = 0; i < per_user.size(); ++i) {
        if (!std::isnan(per_user[i])) {
            values.push_back(per_user[i]);
        }
    }
    return detail::bootstrap(values, options);
}

LINNET_COLD LINNET_DEFINITION PairedTest paired_test(std::span<const double> a, std::span<const double> b,
                                                     const BootstrapOptions& options) {
    detail::check_bootstrap("paired_test", options);
    if (a.size() != b.size()) {
        detail::fail<SettingError>({"paired_test got values of ", a.size(), " and of ", b.size(), " users"});
    }
    std::vector<double> differences;
    differences.reserve(a.size());
    double sum = 0.0;
    double magnitude = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double difference = a[i] - b[i];
        if (!std::isnan(difference)) {
            differences.push_back(difference);
            sum += difference;
            magnitude += std::abs(difference);
        }
    }
    const double reach = std::abs(sum) - 1e-12 * magnitude; // sums that differ only by rounding reach it
    std::size_t reached = 0;
    for (std::size_t i = 0; i < options.resamples; ++i) {
        const double chance = detail::flipped_sum(differences, Random{options.seed, 2 * i + 1});
        reached += std::abs(chance) >= reach ? 1 : 0;
    }
    const Interval interval = detail::bootstrap(differences, options);
    return {interval.mean, interval.low, interval.high,
            (1.0 + static_cast<double>(reached)) / (1.0 + static_cast<double>(options.resamples))};
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
