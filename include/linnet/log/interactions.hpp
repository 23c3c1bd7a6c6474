// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/frame/string_column.hpp>

namespace linnet::inline LINNET_ISA {

/// A log of interactions as it was recorded: row `i` says that `users[i]` gave `items[i]` the rating `ratings[i]` at
/// `timestamps[i]`. A column that the source lacks is empty; the others have `size()` rows.
struct Interactions {
    StringColumn users;
    StringColumn items;
    std::vector<float> ratings;
    std::vector<std::int64_t> timestamps; ///< in the unit of the source, usually seconds since 1970

    [[nodiscard]] std::size_t size() const { return users.size(); }
    [[nodiscard]] bool empty() const { return users.empty(); }
    [[nodiscard]] bool has_ratings() const { return !ratings.empty(); }
    [[nodiscard]] bool has_timestamps() const { return !timestamps.empty(); }

    [[nodiscard]] bool operator==(const Interactions&) const = default;
};

} // namespace linnet::inline LINNET_ISA
