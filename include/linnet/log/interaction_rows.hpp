// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/log/interactions.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Throws DataError, naming who asked and the column, if the columns of a log differ in length.
LINNET_COLD inline void check_columns(std::string_view who, const Interactions& log) {
    const auto check = [&](std::string_view column, std::size_t rows) {
        if (rows != log.size()) {
            fail<DataError>({who, ": ", rows, " ", column, " of ", log.size(), " interactions"});
        }
    };
    check("items", log.items.size());
    if (log.has_ratings()) {
        check("ratings", log.ratings.size());
    }
    if (log.has_timestamps()) {
        check("timestamps", log.timestamps.size());
    }
}

/// For each row of a log a key that rises with its time; where there are no timestamps, with its place.
[[nodiscard]] LINNET_COLD inline std::vector<std::uint64_t> time_keys(const Interactions& log) {
    std::vector<std::uint64_t> keys(log.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        keys[i] = log.has_timestamps()
                      ? static_cast<std::uint64_t>(log.timestamps[i]) ^ std::uint64_t{1} << 63 // negative ones first
                      : i;
    }
    return keys;
}

} // namespace linnet::inline LINNET_ISA::detail
