// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/function.hpp>
#include <linnet/train/any_metric.hpp>
#include <linnet/train/early_stopping.hpp>
#include <linnet/train/progress.hpp>

namespace linnet::inline LINNET_ISA {

/// How `fit` trains a model of scalar T on a data set.
template <class T, class Data>
struct FitOptions {
    std::size_t epochs = 1;
    std::size_t batch_size = 32;
    const Data* validation = nullptr; ///< evaluated after each epoch
    std::vector<AnyMetric<T>> metrics = {};
    bool shuffle = true;                           ///< anew each epoch
    std::optional<std::uint64_t> seed = {};        ///< of the shuffling; default: the model's
    Function<bool(const Progress&)> callback = {}; ///< returns false to stop
    Executor* executor = nullptr;                  ///< threads to divide the work among, such as a ThreadPool
    std::optional<EarlyStopping> early_stopping = {};
    Function<double(std::uint64_t)> learning_rate_factor = {}; ///< of the step, such as CosineDecay
    /// Gradients are scaled down to that norm of all of them together; 0: never. Default: the trainer's.
    std::optional<double> clip_global_norm = {};
    /// Adds l2 * row to the gradient of each row of a table that a batch looked up. Default: the trainer's.
    std::optional<double> l2_rows_in_batch = {};
    /// After the last epoch and before each evaluation, row 0 of a table that no sample looked up, which stands for
    /// unknown ids, becomes the mean of the rows that were. Costs a pass over the tables.
    bool average_unknown_rows = true;
};

} // namespace linnet::inline LINNET_ISA
