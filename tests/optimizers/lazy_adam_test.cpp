// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/lazy_adam.hpp>

#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/optimizer.hpp>
#include <linnet/optimizers/adam.hpp>
#include <linnet/testing/optimizer_check.hpp>

#include "../support/naive_optimizers.hpp"
#include "../support/optimizer_checks.hpp"
#include "../support/torch_golden.hpp"

namespace lazy_adam_test {

using namespace linnet_test;

static_assert(linnet::Optimizer<linnet::LazyAdam>);

TEST_CASE_TEMPLATE_DEFINE("LazyAdam is Adam on the rows it meets, equal ids summed first", Case, lazy_adam) {
    check_optimizer<Case>(linnet::LazyAdam{.learning_rate = 0.01}, NaiveAdam{.rate = 0.01}, Untouched::stand_still);
    check_optimizer<Case>(linnet::LazyAdam::pytorch(0.01),
                          NaiveAdam{.rate = 0.01, .epsilon = 1e-8, .corrected_epsilon = true}, Untouched::stand_still);
}
TEST_CASE_TEMPLATE_APPLY(lazy_adam, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("LazyAdam::pytorch takes the steps of PyTorch's Adam where a row is met in each", Case,
                          lazy_adam_torch) {
    check_torch<Case>(linnet::LazyAdam::pytorch(0.01), torch_golden::adam);
}
TEST_CASE_TEMPLATE_APPLY(lazy_adam_torch, TestedWidths);

TEST_CASE("an id that comes twice in a batch is one step by the sum, not two steps") {
    const float a[2] = {1.0F, -0.5F};
    const float b[2] = {0.25F, 0.75F};
    const float sum[2] = {1.25F, 0.25F};
    const auto run = [](std::vector<std::vector<const float*>> batches) {
        linnet::Parameters<float> parameters;
        parameters.add({"table", linnet::BlockKind::rows, linnet::Matrix<float>(3, 2)});
        linnet::Gradients<float> gradients(parameters);
        const linnet::LazyAdam settings;
        linnet::LazyAdam::State<float, 2> state(settings, parameters[0]);
        for (std::size_t step = 0; step < batches.size(); ++step) {
            gradients.clear();
            for (const float* gradient : batches[step]) {
                gradients[0].rows.add(1, gradient);
            }
            gradients.arrange();
            state.update(settings, parameters[0], gradients[0], step + 1);
        }
        return std::pair{parameters[0].values.view()(1, 0), parameters[0].values.view()(1, 1)};
    };
    CHECK(run({{a, b}}) == run({{sum}}));
    CHECK(run({{a, b}}) != run({{a}, {b}}));
}

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

TEST_CASE("LazyAdam refuses settings out of range, by name") {
    check_refuses_negative<linnet::LazyAdam>("LazyAdam", "learning_rate", &linnet::LazyAdam::learning_rate);
    check_refuses_negative<linnet::LazyAdam>("LazyAdam", "epsilon", &linnet::LazyAdam::epsilon);
    check_refuses_no_decay<linnet::LazyAdam>("LazyAdam", "beta_1", &linnet::LazyAdam::beta_1);
    check_refuses_no_decay<linnet::LazyAdam>("LazyAdam", "beta_2", &linnet::LazyAdam::beta_2);
}

TEST_CASE_TEMPLATE_DEFINE("LazyAdam of a learning rate of 0 moves nothing", Case, lazy_adam_still) {
    check_stands_still<Case>(linnet::LazyAdam{});
    check_stands_still<Case>(linnet::LazyAdam::pytorch());
}
TEST_CASE_TEMPLATE_APPLY(lazy_adam_still, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("LazyAdam needs no epsilon", Case, lazy_adam_bare) {
    check_stays_finite<Case>(linnet::LazyAdam{.learning_rate = 0.1, .epsilon = 0.0});
    check_stays_finite<Case>(linnet::LazyAdam{.learning_rate = 0.1, .beta_1 = 0.0, .beta_2 = 0.0, .epsilon = 0.0});
    linnet::LazyAdam pytorch = linnet::LazyAdam::pytorch(0.1);
    pytorch.epsilon = 1e-300;
    check_stays_finite<Case>(pytorch);
}
TEST_CASE_TEMPLATE_APPLY(lazy_adam_bare, TestedWidths);

TEST_CASE("LazyAdam keeps the promises of an optimizer at every width, and goes on from what it hands over") {
    CHECK(linnet::check_optimizer(linnet::LazyAdam{.learning_rate = 0.01}) == "");
}

} // namespace lazy_adam_test
