// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/sgd.hpp>

#include <doctest/doctest.h>

#include <linnet/core/optimizer.hpp>

#include "../support/naive_optimizers.hpp"
#include "../support/optimizer_checks.hpp"

using namespace linnet_test;

static_assert(linnet::Optimizer<linnet::SGD>);

TEST_CASE_TEMPLATE_DEFINE("SGD, with momentum and Nesterov's form, agrees with its formulas", Case, sgd) {
    check_optimizer<Case>(linnet::SGD{.learning_rate = 0.1}, NaiveSGD{.rate = 0.1}, Untouched::stand_still);
    check_optimizer<Case>(linnet::SGD{.learning_rate = 0.1, .momentum = 0.9}, NaiveSGD{.rate = 0.1, .momentum = 0.9},
                          Untouched::move_on);
    check_optimizer<Case>(linnet::SGD{.learning_rate = 0.1, .momentum = 0.9, .nesterov = true},
                          NaiveSGD{.rate = 0.1, .momentum = 0.9, .nesterov = true}, Untouched::move_on);
}
TEST_CASE_TEMPLATE_APPLY(sgd, EveryUserWidth);

TEST_CASE("SGD keeps a velocity only where it has momentum") {
    const auto block = random_block<float>(linnet::BlockKind::dense, 4, 16);
    CHECK(linnet::SGD::State<float, 4>(linnet::SGD{}, block).bytes() == 0);
    CHECK(linnet::SGD::State<float, 4>(linnet::SGD{.momentum = 0.5}, block).bytes() == 4 * 16 * sizeof(float));
}
