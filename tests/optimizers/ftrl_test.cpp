// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/ftrl.hpp>

#include <cstddef>

#include <doctest/doctest.h>

#include <linnet/core/optimizer.hpp>

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
    CHECK(linnet::FTRL::State<float, 4>(bare, block).bytes() == 2 * 3 * 8 * sizeof(float));
}

} // namespace ftrl_test
