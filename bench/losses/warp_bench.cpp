// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <vector>

#include <linnet/losses/warp.hpp>

#include "support/group_loss_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    add_group_loss<Warp>(
        "Warp",
        [](const std::vector<double>& scores, std::vector<double>& slopes) {
            double total = 0;
            double rank = 0;
            double harmonic = 0;
            for (std::size_t r = 1; r < scores.size(); ++r) {
                const double loss = std::max(0.0, 1 - scores[0] + scores[r]);
                rank += loss > 0 ? 1 : 0;
                harmonic += loss > 0 ? 1 / rank : 0;
                slopes[r] = loss > 0 ? 1 : 0;
                total += loss;
            }
            const double factor = rank == 0 ? 0 : harmonic / rank;
            for (double& slope : slopes) {
                slope *= factor;
            }
            slopes[0] = -factor * rank;
            return factor * total;
        },
        false);
}};

} // namespace linnet::bench
