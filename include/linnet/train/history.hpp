// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/metric_values.hpp>

namespace linnet::inline LINNET_ISA {

/// The results of one epoch.
struct EpochRecord {
    std::size_t epoch;                     ///< counted from 1
    double loss;                           ///< mean over the samples, each taken before the step on its batch
    std::optional<double> validation_loss; ///< present if there is a validation set
    MetricValues metrics;                  ///< of the validation set, or of the training set if there is none
    double seconds;                        ///< of training, without evaluation
    std::optional<double> score = {};      ///< what early stopping watched, if it was given a score
};

/// What `fit` returns: a record for each epoch.
struct History {
    std::vector<EpochRecord> epochs;
    std::size_t best_epoch = 0; ///< with early stopping, the number of the best epoch
};

} // namespace linnet::inline LINNET_ISA
