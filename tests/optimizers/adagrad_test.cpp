// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/adagrad.hpp>

#include <doctest/doctest.h>

#include <linnet/core/optimizer.hpp>
#include <linnet/testing/optimizer_check.hpp>

#include "../support/naive_optimizers.hpp"
#include "../support/optimizer_checks.hpp"
#include "../support/torch_golden.hpp"

namespace adagrad_test {

using namespace linnet_test;

static_assert(linnet::Optimizer<linnet::Adagrad>);

TEST_CASE_TEMPLATE_DEFINE("Adagrad agrees with its formula and leaves other rows alone", Case, adagrad) {
    check_optimizer<Case>(linnet::Adagrad{.learning_rate = 0.1}, NaiveAdagrad{.rate = 0.1}, Untouched::stand_still);
    check_optimizer<Case>(linnet::Adagrad{.learning_rate = 0.01, .initial_accumulator = 0.0, .epsilon = 1e-10},
                          NaiveAdagrad{.rate = 0.01, .epsilon = 1e-10, .a = 0.0}, Untouched::stand_still);
}
TEST_CASE_TEMPLATE_APPLY(adagrad, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("Adagrad takes the steps of PyTorch's Adagrad", Case, adagrad_torch) {
    check_torch<Case>(linnet::Adagrad{.learning_rate = 0.1, .initial_accumulator = 0.0, .epsilon = 1e-10},
                      torch_golden::adagrad);
}
TEST_CASE_TEMPLATE_APPLY(adagrad_torch, TestedWidths);

TEST_CASE("the padding of the accumulator starts at zero like all padding") {
    const auto block = trained<Lanes<float, 4>>(linnet::Adagrad{}, linnet::BlockKind::dense, 3, 5, 4);
    CHECK(padding_is_zero(block.values));
    CHECK(bytes_of(linnet::Adagrad::State<float, 4>(linnet::Adagrad{}, block)) == 3 * 8 * sizeof(float));
}

TEST_CASE("Adagrad refuses settings out of range, by name") {
    check_refuses_negative<linnet::Adagrad>("Adagrad", "learning_rate", &linnet::Adagrad::learning_rate);
    check_refuses_negative<linnet::Adagrad>("Adagrad", "initial_accumulator", &linnet::Adagrad::initial_accumulator);
    check_refuses_negative<linnet::Adagrad>("Adagrad", "epsilon", &linnet::Adagrad::epsilon);
}

TEST_CASE_TEMPLATE_DEFINE("Adagrad of a learning rate of 0 moves nothing", Case, adagrad_still) {
    check_stands_still<Case>(linnet::Adagrad{});
}
TEST_CASE_TEMPLATE_APPLY(adagrad_still, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("Adagrad needs neither epsilon nor accumulator", Case, adagrad_bare) {
    check_stays_finite<Case>(linnet::Adagrad{.learning_rate = 0.1, .initial_accumulator = 0.0, .epsilon = 0.0});
    check_stays_finite<Case>(linnet::Adagrad{.learning_rate = 0.1, .initial_accumulator = 0.0, .epsilon = 1e-300});
}
TEST_CASE_TEMPLATE_APPLY(adagrad_bare, TestedWidths);

TEST_CASE("Adagrad keeps the promises of an optimizer at every width, and goes on from what it hands over") {
    CHECK(linnet::check_optimizer(linnet::Adagrad{.learning_rate = 0.1}) == "");
}

} // namespace adagrad_test
