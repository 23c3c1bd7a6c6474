// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/heads.hpp>
#include <linnet/core/metric.hpp>
#include <linnet/core/named_function.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/text.hpp>
#include <linnet/train/of_head.hpp>

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

/// Holds any metric, so that a list of them can be passed: `.metrics = {Accuracy{}, Auc{}}`, or, where the network has
/// several heads, `.metrics = {OfHead{0, Auc{}}}`.
template <class T>
class AnyMetric : public detail::AnyMetricBase<T> {
public:
    template <class M>
        requires(!std::same_as<M, AnyMetric> && Metric<M>)
    AnyMetric(const M& metric) // NOLINT(google-explicit-constructor): a metric must convert by itself
        : detail::AnyMetricBase<T>{M::name, metric} {}
    template <class M>
    AnyMetric(const OfHead<M>& metric) // NOLINT(google-explicit-constructor)
        : detail::AnyMetricBase<T>{M::name, metric.metric}, head_{metric.head} {}

    template <class M>
        requires(!std::same_as<M, AnyMetric> && !Metric<M> && !std::same_as<M, std::vector<AnyMetric>>)
    AnyMetric(const M&) { // NOLINT(google-explicit-constructor): so that a mistake is one sentence
        static_cast<void>(sizeof(detail::NotAMetric<M>));
    }

    /// The head that it is of, or `no_head`.
    [[nodiscard]] std::size_t head() const { return head_; }
    static constexpr std::size_t no_head = static_cast<std::size_t>(-1);

private:
    std::size_t head_ = no_head;
};

namespace detail {

/// What results call the metrics of a model. Throws SettingError for one of a head that the network does not have, or
/// of no head where it has several.
template <class ModelType>
[[nodiscard]] LINNET_COLD std::vector<std::string>
metric_names(const std::vector<AnyMetric<typename ModelType::scalar>>& metrics, const char* where) {
    std::vector<std::string> names;
    for (const auto& metric : metrics) {
        const bool of_head = metric.head() != metric.no_head;
        if (is_heads<typename ModelType::output> && !of_head) {
            fail<SettingError>({where, ": the network has several heads; say which one '", metric.name(),
                                "' is of, as in OfHead{0, Auc{}}"});
        }
        names.push_back(of_head ? text({ModelType::head_name(metric.head()), " ", metric.name()})
                                : std::string{metric.name()});
    }
    return names;
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA
