// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// What trees are fitted on: a row of numbers for each sample, and what the trees shall predict for it. It owns
/// nothing.
///
/// Shapes: features `rows x columns`, in which NaN means that a value is missing; labels `rows`; weights `rows`, or
/// none for weights of 1; groups `rows`, or none: the query or user of each row, for losses that compare the rows of a
/// group with each other. Rows of a group lie side by side.
template <class T>
struct TreeSamples {
    ConstMatrixView<T> features;
    std::span<const T> labels;
    std::span<const T> weights{};
    std::span<const row_id> groups{};

    [[nodiscard]] std::size_t size() const { return features.rows; }

    /// Throws SettingError, with the numbers, if labels, weights or groups are not as many as rows.
    LINNET_COLD void check() const {
        const auto check_count = [&](const char* what, std::size_t count, bool may_be_none) {
            if (count != size() && !(may_be_none && count == 0)) {
                detail::fail<SettingError>({"trees: ", size(), " rows of features have ", count, " ", what});
            }
        };
        check_count("labels", labels.size(), false);
        check_count("weights", weights.size(), true);
        check_count("groups", groups.size(), true);
    }
};

} // namespace linnet::inline LINNET_ISA
