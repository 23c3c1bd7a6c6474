// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/fixed_string.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// A jagged list of ids for each sample: the ids of sample `b` are `ids[offsets[b] .. offsets[b + 1])`. `weights` holds
/// one factor for each id, or is empty, which means factors of 1.
template <class T>
struct JaggedColumn {
    std::span<const std::uint64_t> offsets;
    std::span<const row_id> ids;
    std::span<const T> weights;
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

/// A feature with any number of ids for each sample, optionally weighted, such as the genres of a film.
template <FixedString Name, std::size_t Rows = dynamic, UnknownId OnUnknown = UnknownId::refuse>
struct MultiCategorical {
    static constexpr std::string_view name = Name.view();
    static constexpr std::size_t rows = Rows;
    static constexpr UnknownId unknown = OnUnknown;

    /// `batch + 1` offsets, and the ids that they divide into lists.
    template <class T>
    using column = JaggedColumn<T>;
};

} // namespace linnet::inline LINNET_ISA
