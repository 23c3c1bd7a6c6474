// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/sorted_order.hpp>
#include <linnet/core/text.hpp>
#include <linnet/data/interactions.hpp>

namespace linnet {

namespace detail {

/// Some rows of a log that has timestamps.
[[nodiscard]] LINNET_COLD inline Interactions rows_of(const Interactions& log, std::span<const std::size_t> rows) {
    Interactions result;
    for (const std::size_t row : rows) {
        result.users.push_back(log.users[row]);
        result.items.push_back(log.items[row]);
        if (log.has_ratings()) {
            result.ratings.push_back(log.ratings[row]);
        }
        result.timestamps.push_back(log.timestamps[row]);
    }
    return result;
}

} // namespace detail

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
    std::vector<std::uint64_t> times(log.size());
    for (std::size_t i = 0; i < times.size(); ++i) {
        times[i] = static_cast<std::uint64_t>(log.timestamps[i]) ^ std::uint64_t{1} << 63; // negative ones come first
    }
    const std::vector<std::size_t> order = sorted_order(times);
    const auto rows = static_cast<double>(log.size());
    const auto train_end = static_cast<std::size_t>(rows * train_share + 0.5);
    const auto validation_end = std::max(
        train_end, std::min(log.size(), static_cast<std::size_t>(rows * (train_share + validation_share) + 0.5)));
    const std::span<const std::size_t> all = order;
    return {detail::rows_of(log, all.first(train_end)),
            detail::rows_of(log, all.subspan(train_end, validation_end - train_end)),
            detail::rows_of(log, all.subspan(validation_end))};
}

} // namespace linnet
