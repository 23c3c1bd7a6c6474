// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/shuffle.hpp>
#include <linnet/log/interaction_rows.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/log/log_split.hpp>
#include <linnet/log/select_rows.hpp>

namespace linnet::inline LINNET_ISA {

/// Which shares of a log train and validate; the rest tests. Where none is set they are 0.8 and 0.1. `{.train = 0.9}`
/// halves what is left: 0.05 validate and 0.05 test. `{.validation = 0.2}` leaves the test its 0.1: 0.7 train.
struct RandomSplitSettings {
    std::optional<double> train = {};
    std::optional<double> validation = {};
    std::uint64_t seed = 1;
};

/// Splits a log at random: every row is equally likely to train, to validate or to test, up to their shares, which are
/// kept to the nearest row. Rows keep their order. The result depends only on log and settings. A model may be trained
/// on what a user did after the interactions that it is tested on; see `check_split`. O(rows); at most 10 bytes for
/// each row beside the results while it runs. One thread draws the order; those of the executor, on which the result
/// does not depend, share the rest. Throws SettingError unless the shares are at least 0 and sum to at most 1,
/// DataError if the columns of the log differ in length.
[[nodiscard]] LogSplit random_split(const Interactions& log, const RandomSplitSettings& settings = {},
                                    Executor* executor = nullptr);

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION LogSplit random_split(const Interactions& log, const RandomSplitSettings& settings,
                                                    Executor* executor) {
    const detail::Cuts cuts = detail::cuts_of("random_split", log.size(), settings.train, settings.validation);
    detail::check_columns("random_split", log);
    std::string split_of(log.size(), 'a');
    {
        std::vector<std::size_t> order(log.size());
        shuffled_order(Random{settings.seed, 0}, order);
        for (std::size_t i = cuts.train_end; i < order.size(); ++i) {
            split_of[order[i]] = i < cuts.validation_end ? 'b' : 'c';
        }
    }
    const auto rows_for = [&](char wanted) {
        return select_rows(log, detail::rows_flagged(split_of, wanted, executor), executor);
    };
    return {rows_for('a'), rows_for('b'), rows_for('c')};
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
