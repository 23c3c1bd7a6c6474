// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/scorer.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The scores of some items, whose rows rise, for one user: by the scorer's `score_items`, or as a block for each run
/// of rows. No other item is scored.
template <Scorer S>
LINNET_HOT void score_items(const S& scorer, row_id user, std::span<const row_id> items,
                            std::span<typename S::scalar> out, typename S::Workspace& workspace) {
    if constexpr (requires { scorer.score_items(user, items, out, workspace); }) {
        scorer.score_items(user, items, out, workspace);
    } else {
        for (std::size_t begin = 0; begin < items.size();) {
            std::size_t end = begin + 1;
            while (end < items.size() && items[end] == items[end - 1] + 1) {
                ++end;
            }
            scorer.score({&user, 1}, items[begin], {out.data() + begin, 1, end - begin, end - begin}, workspace);
            begin = end;
        }
    }
}

} // namespace linnet::inline LINNET_ISA::detail
