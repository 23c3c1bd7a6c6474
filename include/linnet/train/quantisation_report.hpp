// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/text.hpp>
#include <linnet/network/quantisation.hpp>
#include <linnet/network/quantised.hpp>
#include <linnet/train/any_metric.hpp>
#include <linnet/train/evaluate.hpp>

namespace linnet::inline LINNET_ISA {

/// A number that was measured of a model and of the same model with smaller tables.
struct MetricChange {
    std::string name;
    double before;
    double after;

    [[nodiscard]] double difference() const { return after - before; }
};

/// What quantisation saved, and what it cost.
struct QuantisationReport {
    QuantisationSizes sizes;
    std::vector<MetricChange> metrics; ///< the loss first, as "loss"

    /// The change of the first metric with that name. Throws SettingError if there is none.
    [[nodiscard]] const MetricChange& operator[](std::string_view name) const;
    /// All of it: a line for the sizes, and one for each metric.
    [[nodiscard]] std::string text() const;
};

/// Compares a model with what `quantised(model)` made of it, on a data set that neither was trained on: the bytes of
/// both, the errors of the tables, the loss and the metrics. Throws what `evaluate` throws.
template <class ModelType, Loss L, class Data>
[[nodiscard]] LINNET_COLD QuantisationReport
quantisation_report(const ModelType& model, const QuantisedModel<ModelType>& quantised, const L& loss, const Data& data,
                    const std::vector<AnyMetric<typename ModelType::scalar>>& metrics = {},
                    std::size_t batch_size = 1024, Executor* executor = nullptr) {
    const Evaluation before = evaluate(model, loss, data, metrics, batch_size, executor);
    const Evaluation after = evaluate(quantised, loss, data, metrics, batch_size, executor);
    QuantisationReport report{quantised.sizes(), {{"loss", before.loss, after.loss}}};
    auto small = after.metrics.begin();
    for (const auto& [name, value] : before.metrics) {
        report.metrics.push_back({name, value, small->second});
        ++small;
    }
    return report;
}

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <cstdio>

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION const MetricChange& QuantisationReport::operator[](std::string_view name) const {
    for (const MetricChange& metric : metrics) {
        if (metric.name == name) {
            return metric;
        }
    }
    detail::fail<SettingError>({"the report has no metric '", name, "'"});
}

LINNET_COLD LINNET_DEFINITION std::string QuantisationReport::text() const {
    std::string all = sizes.text();
    for (const MetricChange& metric : metrics) {
        char numbers[96];
        std::snprintf(numbers, sizeof numbers, ": %.6f, which was %.6f (%+.6f)", metric.after, metric.before,
                      metric.difference());
        detail::append(all, {"\n", metric.name, numbers});
    }
    return all;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
