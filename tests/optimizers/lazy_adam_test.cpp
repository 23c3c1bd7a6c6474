// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/lazy_adam.hpp>

#include <doctest/doctest.h>

#include <linnet/core/optimizer.hpp>
#include <linnet/optimizers/adam.hpp>

#include "../support/naive_optimizers.hpp"
#include "../support/optimizer_checks.hpp"

using namespace linnet_test;

static_assert(linnet::Optimizer<linnet::LazyAdam>);

TEST_CASE_TEMPLATE_DEFINE("LazyAdam is Adam on the rows it meets, equal ids summed first", Case, lazy_adam) {
    check_optimizer<Case>(linnet::LazyAdam{.learning_rate = 0.01}, NaiveAdam{.rate = 0.01}, Untouched::stand_still);
    check_optimizer<Case>(linnet::LazyAdam::pytorch(0.01),
                          NaiveAdam{.rate = 0.01, .epsilon = 1e-8, .corrected_epsilon = true}, Untouched::stand_still);
}
TEST_CASE_TEMPLATE_APPLY(lazy_adam, EveryUserWidth);

TEST_CASE("LazyAdam and Adam give dense blocks the same bits") {
    using Case = Lanes<float, 8>;
    const auto lazy = trained<Case>(linnet::LazyAdam{}, linnet::BlockKind::dense, 3, 21, 9);
    const auto eager = trained<Case>(linnet::Adam{}, linnet::BlockKind::dense, 3, 21, 9);
    for (std::size_t i = 0; i < 3 * lazy.values.stride(); ++i) {
        CHECK(same(lazy.values.view().data[i], eager.values.view().data[i]));
    }
}

TEST_CASE("a row that LazyAdam does not meet keeps its bits") {
    const auto before = random_block<float>(linnet::BlockKind::rows, 5, 7);
    const auto after = trained<Lanes<float, 4>>(linnet::LazyAdam{}, linnet::BlockKind::rows, 5, 7, 9);
    for (std::size_t c = 0; c < 7; ++c) {
        CHECK(same(after.values.view()(1, c), before.values.view()(1, c)));
        CHECK_FALSE(same(after.values.view()(0, c), before.values.view()(0, c)));
    }
}
