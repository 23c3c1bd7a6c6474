// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <vector>

#include <linnet/losses/margin_ranking.hpp>

#include "support/group_loss_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    add_group_loss<MarginRanking>(
        "MarginRanking",
        [](const std::vector<double>& scores, std::vector<double>& slopes) {
            double total = 0;
            for (std::size_t r = 1; r < scores.size(); ++r) {
                const double loss = std::max(0.0, 1 - scores[0] + scores[r]);
                slopes[r] = loss > 0 ? 1 : 0;
                slopes[0] -= slopes[r];
                total += loss;
            }
            return total;
        },
        true);
}};

} // namespace linnet::bench
