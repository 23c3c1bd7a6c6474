// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/train/history.hpp>

namespace linnet::inline LINNET_ISA {

/// How far `fit` is. Passed to the callback after each batch, and once more after each epoch, with its record.
struct Progress {
    std::size_t epoch; ///< from 1
    std::size_t epochs;
    std::size_t samples; ///< trained on so far in this epoch
    std::size_t samples_per_epoch;
    double loss;                         ///< mean over this epoch's samples so far
    double seconds;                      ///< of this epoch so far
    const EpochRecord* record = nullptr; ///< null while the epoch runs
};

} // namespace linnet::inline LINNET_ISA
