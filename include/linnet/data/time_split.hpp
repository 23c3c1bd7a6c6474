// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/data/interactions.hpp>

namespace linnet {

/// Three parts of a log.
struct LogSplit {
    Interactions train;
    Interactions validation;
    Interactions test;
};

/// Cuts a log in time: the oldest `train_share` of it, then `validation_share`, then the rest, so that nothing is
/// trained on what comes after what it is tested on. Rows of equal time keep their order.
/// Throws SettingError if the shares are not in [0, 1] together, DataError if the log has no timestamps.
[[nodiscard]] LINNET_COLD inline LogSplit time_split(const Interactions& log, double train_share = 0.8,
                                                     double validation_share = 0.1) {
    if (!(train_share >= 0.0) || !(validation_share >= 0.0) || !(train_share + validation_share <= 1.0)) {
        detail::fail<SettingError>({"time_split: the shares ", train_share, " and ", validation_share,
                                    " must not be negative, nor exceed 1 together"});
    }
    if (!log.has_timestamps() && !log.empty()) {
        detail::fail<DataError>({"time_split: these interactions have no timestamps"});
    }
    std::vector<std::size_t> order(log.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return log.timestamps[a] != log.timestamps[b] ? log.timestamps[a] < log.timestamps[b] : a < b;
    });
    const auto rows = static_cast<double>(log.size());
    const auto train_end = static_cast<std::size_t>(rows * train_share + 0.5);
    const auto validation_end = std::max(
        train_end, std::min(log.size(), static_cast<std::size_t>(rows * (train_share + validation_share) + 0.5)));
    const auto part = [&](std::size_t begin, std::size_t end) {
        Interactions result;
        for (std::size_t i = begin; i < end; ++i) {
            const std::size_t row = order[i];
            result.users.push_back(log.users[row]);
            result.items.push_back(log.items[row]);
            if (log.has_ratings()) {
                result.ratings.push_back(log.ratings[row]);
            }
            result.timestamps.push_back(log.timestamps[row]);
        }
        return result;
    };
    return {part(0, train_end), part(train_end, validation_end), part(validation_end, log.size())};
}

} // namespace linnet
