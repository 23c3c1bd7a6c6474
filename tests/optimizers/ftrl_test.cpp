// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/ftrl.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include <doctest/doctest.h>

#include <linnet/core/optimizer.hpp>
#include <linnet/testing/optimizer_check.hpp>

#include "../support/naive_optimizers.hpp"
#include "../support/optimizer_checks.hpp"

namespace ftrl_test {

using namespace linnet_test;

static_assert(linnet::Optimizer<linnet::FTRL>);

TEST_CASE_TEMPLATE_DEFINE("FTRL agrees with its formula and leaves other rows alone", Case, ftrl) {
    check_optimizer<Case>(linnet::FTRL{.learning_rate = 0.1}, NaiveFTRL{.rate = 0.1}, Untouched::stand_still);
    check_optimizer<Case>(
        linnet::FTRL{.learning_rate = 0.5, .initial_accumulator = 0.0, .l1 = 0.125, .l2 = 0.25, .beta = 1.0},
        NaiveFTRL{.rate = 0.5, .l1 = 0.125, .l2 = 0.25, .beta = 1.0, .n = 0.0}, Untouched::stand_still);
}
TEST_CASE_TEMPLATE_APPLY(ftrl, TestedWidths);

TEST_CASE_TEMPLATE("parameters whose gradients stay small are exactly 0 under l1, the others are not", T, float,
                   double) {
    linnet::Parameters<T> parameters;
    parameters.add({"block", linnet::BlockKind::dense, linnet::Matrix<T>(1, 2)});
    linnet::Gradients<T> gradients(parameters);
    const linnet::FTRL settings{.learning_rate = 0.1, .l1 = 1.0};
    linnet::FTRL::State<T, 2> state(settings, parameters[0]);
    for (std::uint64_t step = 1; step <= 50; ++step) {
        gradients[0].dense.view()(0, 0) = step % 2 == 0 ? T(0.5) : T(-0.5);
        gradients[0].dense.view()(0, 1) = T(0.5);
        state.update(settings, parameters[0], gradients[0], step);
    }
    CHECK(parameters[0].values.view()(0, 0) == T{0});
    CHECK(parameters[0].values.view()(0, 1) < T(-0.1));
}

TEST_CASE("the padding starts at zero like all padding, without an accumulator and without regularisation, too") {
    const linnet::FTRL bare{.initial_accumulator = 0.0};
    const auto block = trained<Lanes<float, 4>>(bare, linnet::BlockKind::dense, 3, 5, 4);
    CHECK(padding_is_zero(block.values));
    CHECK(bytes_of(linnet::FTRL::State<float, 4>(bare, block)) == 2 * 3 * 8 * sizeof(float));
}

TEST_CASE("FTRL refuses settings out of range, by name") {
    check_refuses_negative<linnet::FTRL>("FTRL", "learning_rate", &linnet::FTRL::learning_rate);
    check_refuses_negative<linnet::FTRL>("FTRL", "initial_accumulator", &linnet::FTRL::initial_accumulator);
    check_refuses_negative<linnet::FTRL>("FTRL", "l1", &linnet::FTRL::l1);
    check_refuses_negative<linnet::FTRL>("FTRL", "l2", &linnet::FTRL::l2);
    check_refuses_negative<linnet::FTRL>("FTRL", "beta", &linnet::FTRL::beta);
}

TEST_CASE_TEMPLATE_DEFINE("FTRL of a learning rate of 0 moves nothing", Case, ftrl_still) {
    check_stands_still<Case>(linnet::FTRL{});
    check_stands_still<Case>(linnet::FTRL{.initial_accumulator = 0.0, .l1 = 1.0, .beta = 1.0});
}
TEST_CASE_TEMPLATE_APPLY(ftrl_still, TestedWidths);

TEST_CASE("FTRL goes on after steps at a learning rate of 0, or next to it, as if they had not been") {
    for (const double pause : {0.0, 1e-300, 1e-40}) {
        linnet::Parameters<float> parameters;
        parameters.add(random_block<float>(linnet::BlockKind::dense, 1, 5));
        linnet::Parameters<float> straight = parameters;
        linnet::Gradients<float> gradients(parameters);
        std::fill_n(gradients[0].dense.view().row(0), 4, 0.25F); // of the last element it is 0
        const linnet::FTRL settings{.learning_rate = 0.1};
        const linnet::FTRL paused{.learning_rate = pause};
        linnet::FTRL::State<float, 4> state(settings, parameters[0]);
        linnet::FTRL::State<float, 4> other(settings, straight[0]);
        for (std::uint64_t step = 1; step <= 3; ++step) {
            state.update(paused, parameters[0], gradients[0], step);
            state.update(settings, parameters[0], gradients[0], step);
            other.update(settings, straight[0], gradients[0], step);
        }
        for (std::size_t c = 0; c < 5; ++c) {
            CHECK(same(parameters[0].values.view()(0, c), straight[0].values.view()(0, c)));
        }
    }
}

TEST_CASE_TEMPLATE("FTRL without accumulator and regularisation stays finite at the smallest gradients", T, float,
                   double) {
    linnet::Parameters<T> parameters;
    parameters.add(random_block<T>(linnet::BlockKind::dense, 1, 3));
    linnet::Gradients<T> gradients(parameters);
    const linnet::FTRL bare{.learning_rate = 0.1, .initial_accumulator = 0.0};
    typename linnet::FTRL::State<T, 4> state(bare, parameters[0]);
    gradients[0].dense.view()(0, 0) = std::numeric_limits<T>::min();
    gradients[0].dense.view()(0, 1) = std::numeric_limits<T>::denorm_min();
    gradients[0].dense.view()(0, 2) = T{1};
    for (std::uint64_t step = 1; step <= 3; ++step) {
        state.update(bare, parameters[0], gradients[0], step);
        CHECK(parameters[0].values.view()(0, 0) == T{0});
        CHECK(parameters[0].values.view()(0, 1) == T{0});
        CHECK(std::isfinite(parameters[0].values.view()(0, 2)));
    }
}

TEST_CASE("FTRL keeps the promises of an optimizer at every width, and goes on from what it hands over") {
    CHECK(linnet::check_optimizer(linnet::FTRL{.learning_rate = 0.1, .l1 = 0.125}) == "");
}

} // namespace ftrl_test
