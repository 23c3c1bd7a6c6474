// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// A jagged list of ids per sample: those of sample `b` are `ids[offsets[b] .. offsets[b + 1])`. `weights` holds one
/// factor per id, or is empty, which means 1.
template <class T>
struct JaggedColumn {
    std::span<const std::uint64_t> offsets;
    std::span<const row_id> ids;
    std::span<const T> weights;

    /// Of sample b.
    [[nodiscard]] std::span<const row_id> ids_of(std::size_t b) const {
        return ids.subspan(offsets[b], offsets[b + 1] - offsets[b]);
    }
};

/// Throws SettingError, naming the feature, unless the column describes `batch` lists.
template <class T>
void check_jagged(std::string_view feature, const JaggedColumn<T>& column, std::size_t batch) {
    const auto& offsets = column.offsets;
    if (offsets.empty() || offsets.size() - 1 != batch) {
        detail::fail<SettingError>(
            {"feature '", feature, "': a batch of ", batch, " needs ", batch + 1, " offsets, not ", offsets.size()});
    }
    for (std::size_t b = 0; b < batch; ++b) {
        if (offsets[b] > offsets[b + 1]) {
            detail::fail<SettingError>({"feature '", feature, "': the offsets fall at row ", b});
        }
    }
    if (offsets[batch] > column.ids.size()) {
        detail::fail<SettingError>(
            {"feature '", feature, "': the offsets reach ", offsets[batch], ", past the ", column.ids.size(), " ids"});
    }
    if (!column.weights.empty() && column.weights.size() != column.ids.size()) {
        detail::fail<SettingError>(
            {"feature '", feature, "': ", column.weights.size(), " weights for ", column.ids.size(), " ids"});
    }
}

namespace detail {

/// The sample of the batch whose list has the id at `ids[at]`.
template <class T>
[[nodiscard]] std::size_t sample_at(const JaggedColumn<T>& column, std::uint64_t at) {
    const auto& offsets = column.offsets;
    return static_cast<std::size_t>(std::upper_bound(offsets.begin(), offsets.end(), at) - offsets.begin()) - 1;
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA
