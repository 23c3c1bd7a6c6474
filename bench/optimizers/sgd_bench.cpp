// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/sgd.hpp>

#include "support/optimizer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    add_optimizer("SGD", SGD{.learning_rate = 0.01},
                  {.start = 0,
                   .step = [](double& w, double g, double&, double&, int, double) { w -= 0.01 * g; },
                   .touched_only = true,
                   .flops = 2,
                   .slots = 0});
    add_optimizer("SGD with Nesterov momentum", SGD{.learning_rate = 0.01, .momentum = 0.9, .nesterov = true},
                  {.start = 0,
                   .step =
                       [](double& w, double g, double& v, double&, int, double) {
                           v = 0.9 * v - 0.01 * g;
                           w += 0.9 * v - 0.01 * g;
                       },
                   .touched_only = false,
                   .flops = 7,
                   .slots = 1});
}};

} // namespace linnet::bench
