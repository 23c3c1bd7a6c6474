// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/function.hpp>
#include <linnet/core/metric.hpp>

namespace linnet::inline LINNET_ISA {

/// Holds any metric, so that a list of them can be passed: `.metrics = {Accuracy{}, Auc{}}`.
template <class T>
class AnyMetric {
public:
    template <class M>
        requires(!std::same_as<M, AnyMetric> && Metric<M>)
    AnyMetric(const M& metric) // NOLINT(google-explicit-constructor): a metric must convert by itself
        : name_{M::name},
          value_{[metric](std::span<const T> predictions, std::span<const T> labels, std::span<const T> weights) {
              return metric(predictions, labels, weights);
          }} {}

    [[nodiscard]] std::string_view name() const { return name_; }
    [[nodiscard]] double operator()(std::span<const T> predictions, std::span<const T> labels,
                                    std::span<const T> weights) const {
        return value_(predictions, labels, weights);
    }

private:
    std::string_view name_;
    Function<double(std::span<const T>, std::span<const T>, std::span<const T>)> value_;
};

} // namespace linnet::inline LINNET_ISA
