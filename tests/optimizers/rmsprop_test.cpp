// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/rmsprop.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include <doctest/doctest.h>

#include <linnet/core/optimizer.hpp>
#include <linnet/testing/optimizer_check.hpp>

#include "../support/naive_optimizers.hpp"
#include "../support/optimizer_checks.hpp"
#include "../support/torch_golden.hpp"

namespace rmsprop_test {

using namespace linnet_test;

static_assert(linnet::Optimizer<linnet::RMSprop>);

TEST_CASE_TEMPLATE_DEFINE("RMSprop agrees with its formula; the moment of every row decays", Case, rmsprop) {
    check_optimizer<Case>(linnet::RMSprop{.learning_rate = 0.01}, NaiveRMSprop{.rate = 0.01}, Untouched::move_on);
    check_optimizer<Case>(linnet::RMSprop::pytorch(), NaiveRMSprop{.rate = 0.01, .rho = 0.99, .epsilon = 1e-8},
                          Untouched::move_on);
}
TEST_CASE_TEMPLATE_APPLY(rmsprop, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("RMSprop takes the steps of PyTorch's RMSprop", Case, rmsprop_torch) {
    check_torch<Case>(linnet::RMSprop{.learning_rate = 0.01}, torch_golden::rmsprop);
}
TEST_CASE_TEMPLATE_APPLY(rmsprop_torch, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("rows that idle have the bits of RMSprop in every row and step", Case, rmsprop_idle) {
    using T = typename Case::T;
    constexpr std::size_t rows = 4;
    constexpr std::size_t columns = 3;
    constexpr std::uint64_t last = 3000;
    const linnet::RMSprop settings{.learning_rate = 0.01};
    linnet::Parameters<T> parameters;
    parameters.add(random_block<T>(linnet::BlockKind::rows, rows, columns));
    linnet::Parameters<T> eager = parameters;
    linnet::Gradients<T> gradients(parameters);
    typename linnet::RMSprop::State<T, Case::W> state(settings, parameters[0]);
    const linnet::detail::RMSpropRule<T, 1> rule(settings.learning_rate, settings.rho, settings.epsilon);
    std::array<linnet::pack<T, 1>, rows * columns> moments{};
    moments.fill(linnet::pack<T, 1>(T{0}));
    const std::array<T, columns> slope{T(0.3), T(-2), std::ldexp(T{1}, -40)};
    std::size_t mistakes = 0;
    for (std::uint64_t step = 1; step <= last; ++step) {
        gradients.clear();
        for (linnet::row_id r = 0; r < rows; ++r) {
            // Row 0 in every step, 1 and 2 again after short and long idling, 3 at last.
            const bool looked_up = r == 0 || step == last || (r < 3 && step % (r == 1 ? 100 : 1400) == 10);
            if (looked_up) {
                gradients[0].rows.add(r, slope.data());
            }
            for (std::size_t c = 0; c < columns; ++c) {
                T& value = eager[0].values.view()(r, c);
                linnet::pack<T, 1> w(value);
                rule(w, linnet::pack<T, 1>(looked_up ? slope[c] : T{0}), moments[r * columns + c]);
                w.store(&value);
            }
        }
        state.update(settings, parameters[0], gradients[0], step);
        for (std::size_t r = 0; r < rows; ++r) {
            for (std::size_t c = 0; c < columns; ++c) {
                mistakes += same(parameters[0].values.view()(r, c), eager[0].values.view()(r, c)) ? 0U : 1U;
            }
        }
    }
    CHECK(mistakes == 0);
}
TEST_CASE_TEMPLATE_APPLY(rmsprop_idle, TestedWidths);

TEST_CASE("RMSprop refuses settings out of range, by name") {
    check_refuses_negative<linnet::RMSprop>("RMSprop", "learning_rate", &linnet::RMSprop::learning_rate);
    check_refuses_negative<linnet::RMSprop>("RMSprop", "epsilon", &linnet::RMSprop::epsilon);
    check_refuses_no_decay<linnet::RMSprop>("RMSprop", "rho", &linnet::RMSprop::rho);
}

TEST_CASE_TEMPLATE_DEFINE("RMSprop of a learning rate of 0 moves nothing", Case, rmsprop_still) {
    check_stands_still<Case>(linnet::RMSprop{});
}
TEST_CASE_TEMPLATE_APPLY(rmsprop_still, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("RMSprop needs no epsilon", Case, rmsprop_bare) {
    check_stays_finite<Case>(linnet::RMSprop{.learning_rate = 0.1, .rho = 0.5, .epsilon = 0.0});
    check_stays_finite<Case>(linnet::RMSprop{.learning_rate = 0.1, .rho = 0.0, .epsilon = 0.0});
}
TEST_CASE_TEMPLATE_APPLY(rmsprop_bare, TestedWidths);

TEST_CASE("RMSprop keeps the promises of an optimizer at every width, and goes on from what it hands over") {
    CHECK(linnet::check_optimizer(linnet::RMSprop{.learning_rate = 0.01}) == "");
}

} // namespace rmsprop_test
