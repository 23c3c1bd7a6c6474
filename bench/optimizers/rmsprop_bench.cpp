// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>

#include <linnet/optimizers/rmsprop.hpp>

#include "support/optimizer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    add_optimizer("RMSprop", RMSprop{.learning_rate = 0.01, .rho = 0.9, .epsilon = 1e-7},
                  {.start = 0,
                   .step =
                       [](double& w, double g, double& v, double&, int, double) {
                           v = 0.9 * v + 0.1 * g * g;
                           w -= 0.01 * g / (std::sqrt(v) + 1e-7);
                       },
                   .touched_only = true,
                   .flops = 9,
                   .slots = 1,
                   .decays = true});
}};

} // namespace linnet::bench
