// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/metric_values.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/text.hpp>
#include <linnet/train/any_metric.hpp>
#include <linnet/train/batches.hpp>
#include <linnet/train/history.hpp>
#include <linnet/train/predict.hpp>

namespace linnet::inline LINNET_ISA {

/// What `evaluate` returns.
struct Evaluation {
    double loss; ///< the mean over the samples
    MetricValues metrics;
};

/// The loss and the metrics of a model on a data set. Metrics see the predictions of all samples at once. The batches
/// are divided among the threads of `executor`, if one is given; the bits are the same for any number of them.
/// Throws SettingError for a batch size of 0, a data set that is empty or has no labels, or columns that do not match;
/// NumberError for a number that is NaN or infinite; and what the layers throw. Errors name rows of the data set.
template <class ModelType, Loss L, class Data>
[[nodiscard]] LINNET_COLD Evaluation evaluate(const ModelType& model, const L& loss, const Data& data,
                                              const std::vector<AnyMetric<typename ModelType::scalar>>& metrics = {},
                                              std::size_t batch_size = 1024, Executor* executor = nullptr) {
    using T = typename ModelType::scalar;
    detail::check_labelled<L>(model, data, "evaluate");
    batch_size = detail::checked_batch_size(batch_size, data.size(), "evaluate");
    if (data.size() == 0) {
        detail::fail<SettingError>({"evaluate: the data set is empty"});
    }
    Evaluation result{0.0, {}};
    std::vector<double> losses((data.size() + batch_size - 1) / batch_size); // summed in order by one thread
    detail::for_each_batch<ModelType>(
        executor, data, batch_size, [&](auto& buffer, auto& workspace, std::size_t first, std::size_t count) {
            const T mean = model.loss(loss, buffer.batch(), buffer.targets(), workspace);
            losses[first / batch_size] = static_cast<double>(count) * static_cast<double>(mean);
        });
    for (const double batch_loss : losses) {
        result.loss += batch_loss;
    }
    result.loss /= static_cast<double>(data.size());
    if constexpr (!requires { data.labels; }) {
        if (!metrics.empty()) {
            detail::fail<SettingError>({"evaluate: metrics need a label per sample, not positives with negatives; see "
                                        "evaluate_ranking"});
        }
    } else if (!metrics.empty()) {
        const std::vector<T> predictions = predict(model, data, batch_size, executor);
        std::vector<T> labels(data.labels.size());
        for (std::size_t i = 0; i < labels.size(); ++i) {
            labels[i] = static_cast<T>(data.labels[i]);
        }
        std::vector<T> weights(data.weights.size() * ModelType::output_columns);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            weights[i] = static_cast<T>(data.weights[i / ModelType::output_columns]);
        }
        for (const AnyMetric<T>& metric : metrics) {
            result.metrics.emplace_back(metric.name(), metric(predictions, labels, weights));
        }
    }
    return result;
}

/// Called without a loss: says that it is missing.
template <class ModelType, class Data>
    requires(!Loss<Data>)
Evaluation evaluate(const ModelType&, const Data&, const std::vector<AnyMetric<typename ModelType::scalar>>& = {}) {
    static_assert(never<Data>, "linnet: evaluate needs a loss: evaluate(model, BinaryCrossEntropy{}, data, {Auc{}}).");
    return {};
}

} // namespace linnet::inline LINNET_ISA
