// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/named_function.hpp>
#include <linnet/metrics/ranked_lists.hpp>

namespace linnet::inline LINNET_ISA {

/// A number that says how varied, new or surprising the recommendations to all users are.
///
/// requires: M::name; metric(lists, catalogue) for the lists of all users.
template <class M>
concept DiversityMetric =
    std::copyable<M> && requires(const M& metric, const RankedLists& lists, const Catalogue& catalogue) {
        { M::name } -> std::convertible_to<std::string_view>;
        { metric(lists, catalogue) } -> std::convertible_to<double>;
    };

/// Holds any diversity metric, so that a list of them can be passed: `{CatalogueCoverage{}, Novelty{}}`.
class AnyDiversityMetric : public NamedFunction<std::string_view, double(const RankedLists&, const Catalogue&)> {
public:
    template <class M>
        requires(!std::same_as<M, AnyDiversityMetric> && DiversityMetric<M>)
    AnyDiversityMetric(const M& metric) // NOLINT(google-explicit-constructor): a metric must convert by itself
        : NamedFunction{M::name, metric} {}
};

} // namespace linnet::inline LINNET_ISA
