// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/heads.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/metric_values.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/text.hpp>
#include <linnet/train/any_metric.hpp>
#include <linnet/train/batches.hpp>
#include <linnet/train/history.hpp>
#include <linnet/train/predict.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// Columns `first` ... `first + count - 1` of rows of `all` columns.
template <class T>
[[nodiscard]] LINNET_COLD std::vector<T> some_columns(const std::vector<T>& rows, std::size_t all, std::size_t first,
                                                      std::size_t count) {
    std::vector<T> some;
    for (std::size_t i = first; i < rows.size(); i += all) {
        some.insert(some.end(), rows.data() + i, rows.data() + i + count);
    }
    return some;
}

/// The weights of samples, once for each of `columns` columns.
template <class T>
[[nodiscard]] LINNET_COLD std::vector<T> weights_of_columns(const std::vector<float>& weights, std::size_t columns) {
    std::vector<T> all(weights.size() * columns);
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i] = static_cast<T>(weights[i / columns]);
    }
    return all;
}

} // namespace detail

/// What `evaluate` returns.
struct Evaluation {
    double loss; ///< the mean over the samples
    MetricValues metrics;
};

/// The loss and the metrics of a model on a data set. Metrics see the predictions of all samples at once, of one head
/// where the network has several (OfHead). The batches are divided among the threads of `executor`, if one is given;
/// the bits are the same for any number of them.
/// Throws SettingError for a batch size of 0, a data set that is empty or has no labels, columns that do not match, or
/// a metric that does not say of which of several heads it is; NumberError for a number that is NaN or infinite; and
/// what the layers throw. Errors name rows of the data set.
template <class ModelType, Loss L, class Data>
[[nodiscard]] LINNET_COLD Evaluation evaluate(const ModelType& model, const L& loss, const Data& data,
                                              const std::vector<AnyMetric<typename ModelType::scalar>>& metrics = {},
                                              std::size_t batch_size = 1024, Executor* executor = nullptr) {
    using T = typename ModelType::scalar;
    detail::check_labelled<L>(model, data, "evaluate");
    batch_size = detail::checked_batch_size(batch_size, data.size(), "evaluate");
    const std::vector<std::string> names = detail::metric_names<ModelType>(metrics, "evaluate");
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
        if constexpr (!is_heads<typename ModelType::output>) {
            const std::vector<T> weights = detail::weights_of_columns<T>(data.weights, ModelType::output_columns);
            for (std::size_t i = 0; i < metrics.size(); ++i) {
                result.metrics.emplace_back(names[i], metrics[i](predictions, labels, weights));
            }
        } else if constexpr (HeadLosses<L>) {
            using out = typename ModelType::output;
            using labels_of = typename detail::labels_of_heads<out, typename L::of_heads>::type;
            for (std::size_t i = 0; i < metrics.size(); ++i) {
                const std::size_t head = metrics[i].head();
                const std::size_t columns = out::widths[head];
                const double value = metrics[i](
                    detail::some_columns(predictions, out::columns, out::first(head), columns),
                    detail::some_columns(labels, labels_of::columns, labels_of::first(head), labels_of::widths[head]),
                    detail::weights_of_columns<T>(data.weights, columns));
                result.metrics.emplace_back(names[i], value);
            }
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
