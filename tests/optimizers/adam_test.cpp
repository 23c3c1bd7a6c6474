// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/adam.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include <doctest/doctest.h>

#include <linnet/core/optimizer.hpp>
#include <linnet/optimizers/adam_rule.hpp>
#include <linnet/testing/optimizer_check.hpp>

#include "../support/naive_optimizers.hpp"
#include "../support/optimizer_checks.hpp"
#include "../support/torch_golden.hpp"

namespace adam_test {

using namespace linnet_test;

static_assert(linnet::Optimizer<linnet::Adam>);

TEST_CASE_TEMPLATE_DEFINE("Adam agrees with its formula, moves every row, and has both places for epsilon", Case,
                          adam) {
    check_optimizer<Case>(linnet::Adam{.learning_rate = 0.01}, NaiveAdam{.rate = 0.01}, Untouched::move_on);
    check_optimizer<Case>(linnet::Adam::pytorch(0.01),
                          NaiveAdam{.rate = 0.01, .epsilon = 1e-8, .corrected_epsilon = true}, Untouched::move_on);
    // An epsilon large enough to tell the two places apart.
    check_optimizer<Case>(
        linnet::Adam{.learning_rate = 0.01, .epsilon = 0.1, .epsilon_form = linnet::EpsilonForm::pytorch},
        NaiveAdam{.rate = 0.01, .epsilon = 0.1, .corrected_epsilon = true}, Untouched::move_on);
}
TEST_CASE_TEMPLATE_APPLY(adam, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("Adam::pytorch takes the steps of PyTorch's Adam", Case, adam_torch) {
    check_torch<Case>(linnet::Adam::pytorch(0.01), torch_golden::adam);
}
TEST_CASE_TEMPLATE_APPLY(adam_torch, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("the first moment of an idle row becomes zero, not denormal", Case, adam_idle) {
    check_forgets<Case>(linnet::Adam{});
}
TEST_CASE_TEMPLATE_APPLY(adam_idle, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("rows that rest have the bits of Adam in every row and step", Case, adam_rests) {
    using T = typename Case::T;
    constexpr std::size_t rows = 5;
    constexpr std::size_t columns = 3;
    constexpr std::uint64_t last = 4000;
    const linnet::Adam adam{.learning_rate = 0.01};
    linnet::Parameters<T> parameters;
    parameters.add(random_block<T>(linnet::BlockKind::rows, rows, columns));
    linnet::Parameters<T> eager = parameters;
    linnet::Gradients<T> gradients(parameters);
    typename linnet::Adam::State<T, Case::W> state(adam, parameters[0]);
    std::array<std::array<linnet::pack<T, 1>, 2>, rows * columns> moments{};
    moments.fill({linnet::pack<T, 1>(T{0}), linnet::pack<T, 1>(T{0})});
    const std::array<T, columns> slope{T(0.3), T(-2), std::ldexp(T{1}, -40)};
    std::size_t mistakes = 0;
    for (std::uint64_t step = 1; step <= last; ++step) {
        gradients.clear();
        const linnet::detail::AdamRule<T, 1> rule(adam, step);
        for (linnet::row_id r = 0; r < rows; ++r) {
            // Row 0 in every step, 1 and 2 again after short and long idling, 3 and 4 at last.
            const bool looked_up = r == 0 || step == last || (r < 3 && step % (r == 1 ? 100 : 1500) == 10);
            if (looked_up) {
                gradients[0].rows.add(r, slope.data());
            }
            for (std::size_t c = 0; c < columns; ++c) {
                T& value = eager[0].values.view()(r, c);
                linnet::pack<T, 1> w(value);
                auto& [m, v] = moments[r * columns + c];
                rule(w, linnet::pack<T, 1>(looked_up ? slope[c] : T{0}), m, v);
                w.store(&value);
            }
        }
        state.update(adam, parameters[0], gradients[0], step);
        for (std::size_t r = 0; r < rows; ++r) {
            for (std::size_t c = 0; c < columns; ++c) {
                mistakes += same(parameters[0].values.view()(r, c), eager[0].values.view()(r, c)) ? 0U : 1U;
            }
        }
    }
    CHECK(mistakes == 0);
}
TEST_CASE_TEMPLATE_APPLY(adam_rests, TestedWidths);

TEST_CASE("the first step of Adam moves by the learning rate, against the sign of the gradient") {
    // m / sqrt(v) is 1 after the corrections: Kingma and Ba, section 2.1.
    for (const double slope : {1e-3, -5.0, 1e4}) {
        linnet::Parameters<double> parameters;
        parameters.add({"block", linnet::BlockKind::dense, linnet::Matrix<double>(1, 1)});
        linnet::Gradients<double> gradients(parameters);
        const linnet::Adam adam{.learning_rate = 0.25, .epsilon = 1e-12};
        linnet::Adam::State<double, 4> state(adam, parameters[0]);
        gradients[0].dense.view()(0, 0) = slope;
        state.update(adam, parameters[0], gradients[0], 1);
        CHECK(parameters[0].values.view()(0, 0) == doctest::Approx(slope > 0 ? -0.25 : 0.25).epsilon(1e-6));
    }
}

TEST_CASE("a row that Adam met once keeps moving") {
    linnet::Parameters<double> parameters;
    parameters.add(random_block<double>(linnet::BlockKind::rows, 2, 3));
    linnet::Gradients<double> gradients(parameters);
    const linnet::Adam adam;
    linnet::Adam::State<double, 2> state(adam, parameters[0]);
    const double slope[3] = {1.0, -1.0, 0.5};
    gradients[0].rows.add(1, slope);
    state.update(adam, parameters[0], gradients[0], 1);
    const double after_one = parameters[0].values.view()(1, 0);
    gradients.clear();
    state.update(adam, parameters[0], gradients[0], 2);
    CHECK(parameters[0].values.view()(1, 0) < after_one);
}

TEST_CASE("Adam refuses settings out of range, by name") {
    check_refuses_negative<linnet::Adam>("Adam", "learning_rate", &linnet::Adam::learning_rate);
    check_refuses_negative<linnet::Adam>("Adam", "epsilon", &linnet::Adam::epsilon);
    check_refuses_no_decay<linnet::Adam>("Adam", "beta_1", &linnet::Adam::beta_1);
    check_refuses_no_decay<linnet::Adam>("Adam", "beta_2", &linnet::Adam::beta_2);
}

TEST_CASE_TEMPLATE_DEFINE("Adam of a learning rate of 0 moves nothing", Case, adam_still) {
    check_stands_still<Case>(linnet::Adam{});
    check_stands_still<Case>(linnet::Adam::pytorch());
}
TEST_CASE_TEMPLATE_APPLY(adam_still, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("Adam needs no epsilon", Case, adam_bare) {
    check_stays_finite<Case>(linnet::Adam{.learning_rate = 0.1, .epsilon = 0.0});
    check_stays_finite<Case>(linnet::Adam{.learning_rate = 0.1, .beta_1 = 0.0, .beta_2 = 0.0, .epsilon = 0.0});
    linnet::Adam pytorch = linnet::Adam::pytorch(0.1);
    pytorch.epsilon = 1e-300;
    check_stays_finite<Case>(pytorch);
}
TEST_CASE_TEMPLATE_APPLY(adam_bare, TestedWidths);

TEST_CASE("Adam keeps the promises of an optimizer at every width, and goes on from what it hands over") {
    CHECK(linnet::check_optimizer(linnet::Adam{.learning_rate = 0.01}) == "");
}

} // namespace adam_test
