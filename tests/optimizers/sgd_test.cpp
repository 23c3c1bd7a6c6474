// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/sgd.hpp>

#include <cmath>

#include <doctest/doctest.h>

#include <linnet/core/optimizer.hpp>
#include <linnet/testing/optimizer_check.hpp>

#include "../support/naive_optimizers.hpp"
#include "../support/optimizer_checks.hpp"
#include "../support/torch_golden.hpp"

namespace sgd_test {

using namespace linnet_test;

static_assert(linnet::Optimizer<linnet::SGD>);

TEST_CASE_TEMPLATE_DEFINE("SGD, with momentum and Nesterov's form, agrees with its formulas", Case, sgd) {
    check_optimizer<Case>(linnet::SGD{.learning_rate = 0.1}, NaiveSGD{.rate = 0.1}, Untouched::stand_still);
    check_optimizer<Case>(linnet::SGD{.learning_rate = 0.1, .momentum = 0.9}, NaiveSGD{.rate = 0.1, .momentum = 0.9},
                          Untouched::move_on);
    check_optimizer<Case>(linnet::SGD{.learning_rate = 0.1, .momentum = 0.9, .nesterov = true},
                          NaiveSGD{.rate = 0.1, .momentum = 0.9, .nesterov = true}, Untouched::move_on);
}
TEST_CASE_TEMPLATE_APPLY(sgd, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("SGD takes the steps of PyTorch's SGD", Case, sgd_torch) {
    check_torch<Case>(linnet::SGD{.learning_rate = 0.1}, torch_golden::sgd);
    check_torch<Case>(linnet::SGD{.learning_rate = 0.1, .momentum = 0.9}, torch_golden::sgd_momentum);
    check_torch<Case>(linnet::SGD{.learning_rate = 0.1, .momentum = 0.9, .nesterov = true}, torch_golden::sgd_nesterov);
}
TEST_CASE_TEMPLATE_APPLY(sgd_torch, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("the velocity of an idle row becomes zero, not denormal", Case, sgd_idle) {
    check_forgets<Case>(linnet::SGD{.learning_rate = 1.0, .momentum = 0.9});
    check_forgets<Case>(linnet::SGD{.learning_rate = 1.0, .momentum = 0.9, .nesterov = true});
}
TEST_CASE_TEMPLATE_APPLY(sgd_idle, TestedWidths);

TEST_CASE("momentum may come with a later step") {
    linnet::Parameters<float> parameters;
    parameters.add(random_block<float>(linnet::BlockKind::dense, 2, 3));
    linnet::Gradients<float> gradients(parameters);
    linnet::SGD settings{.learning_rate = 0.5};
    linnet::SGD::State<float, 4> state(settings, parameters[0]);
    const float start = parameters[0].values.view()(1, 2);
    gradients[0].dense.view()(1, 2) = 1.0F;
    state.update(settings, parameters[0], gradients[0], 1); // -0.5
    settings.momentum = 0.5;
    state.update(settings, parameters[0], gradients[0], 2); // -0.5, the first velocity
    state.update(settings, parameters[0], gradients[0], 3); // -0.75
    CHECK(parameters[0].values.view()(1, 2) == doctest::Approx(start - 1.75F));
}

TEST_CASE("SGD keeps a velocity only where it has momentum") {
    const auto block = random_block<float>(linnet::BlockKind::dense, 4, 16);
    CHECK(bytes_of(linnet::SGD::State<float, 4>(linnet::SGD{}, block)) == 0);
    CHECK(bytes_of(linnet::SGD::State<float, 4>(linnet::SGD{.momentum = 0.5}, block)) == 4 * 16 * sizeof(float));
}

TEST_CASE("SGD refuses settings out of range, by name") {
    check_refuses_negative<linnet::SGD>("SGD", "learning_rate", &linnet::SGD::learning_rate);
    check_refuses(linnet::SGD{.momentum = 1.5}, "SGD: momentum must be from 0 to 1, not 1.500000");
    check_refuses(linnet::SGD{.momentum = -0.1}, "SGD: momentum must be from 0 to 1, not -0.100000");
    check_refuses(linnet::SGD{.momentum = std::nan("")}, "SGD: momentum must be from 0 to 1, not nan");
    CHECK_NOTHROW(linnet::SGD{.momentum = 1.0}.check());
}

TEST_CASE_TEMPLATE_DEFINE("SGD of a learning rate of 0 moves nothing", Case, sgd_still) {
    check_stands_still<Case>(linnet::SGD{});
    check_stands_still<Case>(linnet::SGD{.momentum = 0.9});
    check_stands_still<Case>(linnet::SGD{.momentum = 0.9, .nesterov = true});
}
TEST_CASE_TEMPLATE_APPLY(sgd_still, TestedWidths);

TEST_CASE("SGD keeps the promises of an optimizer at every width, and goes on from what it hands over") {
    CHECK(linnet::check_optimizer(linnet::SGD{.learning_rate = 0.1}) == "");
    CHECK(linnet::check_optimizer(linnet::SGD{.learning_rate = 0.1, .momentum = 0.9}) == "");
    CHECK(linnet::check_optimizer(linnet::SGD{.learning_rate = 0.1, .momentum = 0.9, .nesterov = true}) == "");
}

} // namespace sgd_test
