// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/metric.hpp>
#include <linnet/core/named_function.hpp>
#include <linnet/core/shape.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class M>
struct NotAMetric {
    static_assert(never<M>, "linnet: metrics are objects such as Auc{} or Accuracy{}; this type is not one.");
};

/// Of predictions, labels and weights.
template <class T>
using AnyMetricBase =
    NamedFunction<std::string_view, double(std::span<const T>, std::span<const T>, std::span<const T>)>;

} // namespace detail

/// Holds any metric, so that a list of them can be passed: `.metrics = {Accuracy{}, Auc{}}`.
template <class T>
class AnyMetric : public detail::AnyMetricBase<T> {
public:
    template <class M>
        requires(!std::same_as<M, AnyMetric> && Metric<M>)
    AnyMetric(const M& metric) // NOLINT(google-explicit-constructor): a metric must convert by itself
        : detail::AnyMetricBase<T>{M::name, metric} {}

    template <class M>
        requires(!std::same_as<M, AnyMetric> && !Metric<M> && !std::same_as<M, std::vector<AnyMetric>>)
    AnyMetric(const M&) { // NOLINT(google-explicit-constructor): so that a mistake is one sentence
        static_cast<void>(sizeof(detail::NotAMetric<M>));
    }
};

} // namespace linnet::inline LINNET_ISA
