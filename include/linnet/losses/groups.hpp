// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <limits>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/losses/target_checks.hpp>

// Losses that compare a positive with its negatives read a batch in groups: a row with a label above 0.5 is a positive,
// and the rows after it, up to the next positive, are its negatives.
namespace linnet::inline LINNET_ISA::detail {

/// Throws SettingError unless the batch has one score for each row, begins with a positive, and each positive has a
/// negative; LabelError for labels and weights out of range.
template <class T>
LINNET_HOT void check_groups(std::string_view loss, ConstMatrixView<T> scores, const Targets<T>& targets) {
    const ConstMatrixView<T> labels = targets.labels;
    if (scores.columns != 1) {
        fail<SettingError>({loss, " compares rows of one score, not of ", scores.columns});
    }
    if (labels.rows != 0 && !(labels(0, 0) > T{0.5})) {
        fail<SettingError>({loss, ": a batch must begin with a positive, a row of label 1 with its negatives behind "
                                  "it; see with_negatives"});
    }
    check_finite_labels(loss, labels);
    check_weights(loss, targets);
    for (std::size_t r = 0; r < labels.rows; ++r) {
        if (labels(r, 0) > T{0.5} && (r + 1 == labels.rows || labels(r + 1, 0) > T{0.5})) {
            fail<SettingError>({loss, ", row ", r, ": a positive has no negative behind it; see with_negatives"});
        }
    }
}

/// Throws SettingError unless the margin, as a T, is `least` or more, and finite.
template <class T>
void check_margin(std::string_view loss, double margin, T least) {
    if (!(static_cast<T>(margin) >= least && margin <= static_cast<double>(std::numeric_limits<T>::max()))) {
        fail<SettingError>({loss, ": a margin of ", margin,
                            least == T{0} ? " is not 0 or more, and finite" : " is not above 0 and finite"});
    }
}

/// Calls `visit(first, count)` for each group of a batch.
template <class T, class Visit>
LINNET_INLINE void for_each_group(ConstMatrixView<T> labels, const Visit& visit) {
    for (std::size_t first = 0; first < labels.rows;) {
        std::size_t end = first + 1;
        while (end < labels.rows && !(labels(end, 0) > T{0.5})) {
            ++end;
        }
        visit(first, end - first);
        first = end;
    }
}

/// Calls `visit(positive, negative, pair)` for each pair of a positive and one of its negatives, and returns how many
/// there are.
template <class T, class Visit>
LINNET_INLINE std::size_t for_each_pair(ConstMatrixView<T> labels, const Visit& visit) {
    std::size_t pair = 0;
    for_each_group(labels, [&](std::size_t first, std::size_t count) {
        for (std::size_t r = first + 1; r < first + count; ++r) {
            visit(first, r, pair);
            ++pair;
        }
    });
    return pair;
}

/// The weight of a row.
template <class T>
[[nodiscard]] LINNET_INLINE T weight_of(const Targets<T>& targets, std::size_t row) {
    return targets.weights.empty() ? T{1} : targets.weights[row];
}

} // namespace linnet::inline LINNET_ISA::detail
