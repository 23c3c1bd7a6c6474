// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/named_function.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// A number that says how high the relevant items of one user are ranked. The value for a model is the mean over the
/// users who have a relevant item.
///
/// requires:
///   m.name()              what it is called in reports, such as "ndcg@10"
///   m(ranks, relevant)    `ranks` the rising ranks, from 1, of the relevant items that were candidates, as `ranks_of`
///                         gives them; `relevant` how many items are relevant, unranked ones included. NaN for a user
///                         without any, who is left out of means. Throws SettingError for more ranks than `relevant`.
template <class M>
concept RankingMetric = std::copyable<M> && requires(const M& metric, std::span<const std::size_t> ranks) {
    { metric.name() } -> std::convertible_to<std::string>;
    { metric(ranks, ranks.size()) } -> std::convertible_to<double>;
};

/// Holds any ranking metric, so that a list of them can be passed: `{HitRateAt{10}, NdcgAt{10}}`.
class AnyRankingMetric : public NamedFunction<std::string, double(std::span<const std::size_t>, std::size_t)> {
public:
    template <class M>
        requires(!std::same_as<M, AnyRankingMetric> && RankingMetric<M>)
    AnyRankingMetric(const M& metric) // NOLINT(google-explicit-constructor): a metric must convert by itself
        : NamedFunction{metric.name(), metric} {}
};

namespace detail {

/// "ndcg@10", or "ndcg" without a cut-off.
[[nodiscard]] LINNET_COLD inline std::string name_at(std::string_view metric, std::size_t k) {
    return k == 0 ? std::string(metric) : text({metric, "@", k});
}

/// How many of the rising ranks are at most k, or all of them if k is 0.
/// Throws SettingError if there are more ranks than relevant items.
[[nodiscard]] inline std::size_t hits_at(std::string_view metric, std::span<const std::size_t> ranks,
                                         std::size_t relevant, std::size_t k) {
    if (ranks.size() > relevant) {
        fail<SettingError>(
            {"metric '", name_at(metric, k), "' got ", ranks.size(), " ranks of ", relevant, " relevant items"});
    }
    std::size_t hits = k == 0 ? ranks.size() : 0;
    while (hits < ranks.size() && ranks[hits] <= k) {
        ++hits;
    }
    return hits;
}

/// `sum / most`, or NaN for a user without relevant items.
[[nodiscard]] inline double per_user(double sum, double most, std::size_t relevant) {
    return relevant != 0 ? sum / most : std::numeric_limits<double>::quiet_NaN();
}

/// How many relevant items fit into a list of length k.
[[nodiscard]] inline std::size_t reachable(std::size_t relevant, std::size_t k) {
    return k == 0 || relevant < k ? relevant : k;
}

} // namespace detail
} // namespace linnet::inline LINNET_ISA
