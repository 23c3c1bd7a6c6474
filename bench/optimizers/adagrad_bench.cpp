// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>

#include <linnet/optimizers/adagrad.hpp>

#include "support/optimizer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    add_optimizer("Adagrad", Adagrad{.learning_rate = 0.01, .initial_accumulator = 0.1, .epsilon = 1e-7},
                  {.start = 0.1,
                   .step =
                       [](double& w, double g, double& a, double&, int, double) {
                           a += g * g;
                           w -= 0.01 * g / (std::sqrt(a) + 1e-7);
                       },
                   .touched_only = true,
                   .flops = 7,
                   .slots = 1});
}};

} // namespace linnet::bench
