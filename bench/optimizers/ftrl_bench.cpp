// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>

#include <linnet/optimizers/ftrl.hpp>

#include "support/optimizer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    add_optimizer("FTRL", FTRL{.learning_rate = 0.05, .initial_accumulator = 0.1, .l1 = 0.01, .l2 = 0.1, .beta = 1.0},
                  {.start = 0.1,
                   .step =
                       [](double& w, double g, double& n, double& z, int, double) {
                           const double sigma = (std::sqrt(n + g * g) - std::sqrt(n)) / 0.05;
                           z += g - sigma * w;
                           n += g * g;
                           w = std::abs(z) <= 0.01
                                   ? 0
                                   : ((z < 0 ? -0.01 : 0.01) - z) / ((1.0 + std::sqrt(n)) / 0.05 + 2 * 0.1);
                       },
                   .touched_only = true,
                   .flops = 14,
                   .slots = 2});
}};

} // namespace linnet::bench
