// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>

#include <linnet/optimizers/adamw.hpp>

#include "support/optimizer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    add_optimizer("AdamW",
                  AdamW{.learning_rate = 0.01, .beta_1 = 0.9, .beta_2 = 0.999, .epsilon = 1e-7, .weight_decay = 0.1},
                  {.start = 0,
                   .step =
                       [](double& w, double g, double& m, double& v, int step, double) {
                           m = 0.9 * m + 0.1 * g;
                           v = 0.999 * v + 0.001 * g * g;
                           const double unbiased = std::sqrt(1 - std::pow(0.999, step)) / (1 - std::pow(0.9, step));
                           w -= 0.01 * 0.1 * w;
                           w -= 0.01 * unbiased * m / (std::sqrt(v) + 1e-7);
                       },
                   .touched_only = false,
                   .flops = 14,
                   .slots = 2});
}};

} // namespace linnet::bench
