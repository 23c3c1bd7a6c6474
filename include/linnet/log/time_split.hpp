// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/sorted_order.hpp>
#include <linnet/core/text.hpp>
#include <linnet/log/interaction_rows.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/log/log_split.hpp>
#include <linnet/log/select_rows.hpp>

namespace linnet::inline LINNET_ISA {

/// Which shares of a log train and validate, the oldest first; the rest tests. Where none is set they are 0.8 and 0.1.
/// `{.train = 0.9}` halves what is left: 0.05 validate and 0.05 test. `{.validation = 0.2}` leaves the test its 0.1:
/// 0.7 train.
struct TimeSplitSettings {
    std::optional<double> train = {};
    std::optional<double> validation = {};
};

/// Splits a log in time: the oldest rows train, the next ones validate, and the rest tests, so that nothing is trained
/// on what comes after what it is tested on. Rows of equal time keep their order. O(rows); 16 bytes for each row, then
/// 8, beside the results while it runs. The result does not depend on the executor.
/// Throws SettingError unless the shares are at least 0 and sum to at most 1, DataError if the log has no timestamps.
[[nodiscard]] LogSplit time_split(const Interactions& log, const TimeSplitSettings& settings = {},
                                  Executor* executor = nullptr);

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION LogSplit time_split(const Interactions& log, const TimeSplitSettings& settings,
                                                  Executor* executor) {
    const detail::Cuts cuts = detail::cuts_of("time_split", log.size(), settings.train, settings.validation);
    if (!log.has_timestamps() && !log.empty()) {
        detail::fail<DataError>({"time_split: these interactions have no timestamps"});
    }
    detail::check_columns("time_split", log);
    std::vector<std::size_t> order = detail::positions(log.size(), executor);
    detail::order_by_time(log, order, executor);
    const std::span<const std::size_t> all = order;
    return {select_rows(log, all.first(cuts.train_end), executor),
            select_rows(log, all.subspan(cuts.train_end, cuts.validation_end - cuts.train_end), executor),
            select_rows(log, all.subspan(cuts.validation_end), executor)};
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
