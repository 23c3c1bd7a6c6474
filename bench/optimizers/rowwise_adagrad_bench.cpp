// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>

#include <linnet/optimizers/rowwise_adagrad.hpp>

#include "support/optimizer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    // On the table: a dense block is updated as by Adagrad.
    add_table_optimizer("RowwiseAdagrad",
                        RowwiseAdagrad{.learning_rate = 0.01, .initial_accumulator = 0.1, .epsilon = 1e-7},
                        {.start = 0.1,
                         .step =
                             [](double& w, double g, double& a, double&, int, double mean_square) {
                                 a += mean_square;
                                 w -= 0.01 * g / (std::sqrt(a) + 1e-7);
                             },
                         .touched_only = true,
                         .flops = 4,
                         .slots = 0.01});
}};

} // namespace linnet::bench
