// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/metric_values.hpp>

namespace linnet::inline LINNET_ISA {

/// What one epoch brought.
struct EpochRecord {
    std::size_t epoch;                     ///< from 1
    double loss;                           ///< mean over the samples, each taken before the step on its batch
    std::optional<double> validation_loss; ///< where there is a validation set
    MetricValues metrics;                  ///< of the validation set, or of the training set where there is none
    double seconds;                        ///< of training, evaluation not counted
    std::optional<double> score = {};      ///< what early stopping watched, where it was given a score
};

/// What `fit` returns: a record per epoch.
struct History {
    std::vector<EpochRecord> epochs;
    std::size_t best_epoch = 0; ///< with early stopping: the one that was best
};

} // namespace linnet::inline LINNET_ISA
