// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/string_column.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// The shortest digits that stand for a number and no other.
[[nodiscard]] std::string shortest_text(float number);

} // namespace detail

/// The names of the buckets between edges. The edges 18, 25 and 56 give "under 18", "18-24", "25-55" and "56+". If an
/// edge is negative or not whole, such as 0.5 and 1.5, they are "under 0.5", "0.5 to 1.5" (without 1.5) and "1.5+".
/// Throws SettingError if there are no edges, one is not finite, or they do not rise.
[[nodiscard]] std::vector<std::string> bucket_names(std::span<const float> edges);

/// The name of the bucket of each value. An edge belongs to the bucket above it, and NaN gives an empty string. The
/// edges of the age buckets in MovieLens 1M are 18, 25, 35, 45, 50, 56. O(values * log edges).
/// Throws SettingError if there are no edges, one is not finite, or they do not rise.
/// Source: `Discretization` of Keras; the README of MovieLens 1M.
[[nodiscard]] StringColumn bucket(std::span<const float> values, std::span<const float> edges);

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION std::string shortest_text(float number) {
    std::array<char, 32> digits{};
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr};
}

} // namespace detail

LINNET_COLD LINNET_DEFINITION std::vector<std::string> bucket_names(std::span<const float> edges) {
    if (edges.empty()) {
        detail::fail<SettingError>({"bucket: no edges"});
    }
    bool whole = true;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        if (!std::isfinite(edges[i]) || (i > 0 && !(edges[i - 1] < edges[i]))) {
            detail::fail<SettingError>({"bucket: edge ", i, ", ", edges[i], ", is not a number above the one before"});
        }
        whole = whole && edges[i] >= 0.0F && std::floor(edges[i]) == edges[i] && edges[i] < 0x1p24F;
    }
    std::vector<std::string> names{detail::text({"under ", detail::shortest_text(edges[0])})};
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        if (!whole) {
            names.push_back(
                detail::text({detail::shortest_text(edges[i]), " to ", detail::shortest_text(edges[i + 1])}));
        } else if (edges[i] + 1.0F == edges[i + 1]) {
            names.push_back(detail::shortest_text(edges[i]));
        } else {
            names.push_back(
                detail::text({detail::shortest_text(edges[i]), "-", detail::shortest_text(edges[i + 1] - 1.0F)}));
        }
    }
    names.push_back(detail::text({detail::shortest_text(edges.back()), "+"}));
    return names;
}

LINNET_COLD LINNET_DEFINITION StringColumn bucket(std::span<const float> values, std::span<const float> edges) {
    const std::vector<std::string> names = bucket_names(edges);
    StringColumn result;
    result.reserve(values.size());
    for (const float value : values) {
        const auto at = static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), value) - edges.begin());
        result.push_back(std::isnan(value) ? std::string{} : names[at]);
    }
    return result;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
