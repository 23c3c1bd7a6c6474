// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/adamw.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include <doctest/doctest.h>

#include <linnet/core/optimizer.hpp>
#include <linnet/optimizers/adam.hpp>
#include <linnet/testing/optimizer_check.hpp>

#include "../support/naive_optimizers.hpp"
#include "../support/optimizer_checks.hpp"
#include "../support/torch_golden.hpp"

namespace adamw_test {

using namespace linnet_test;

static_assert(linnet::Optimizer<linnet::AdamW>);

namespace {

linnet::AdamW torch_settings() {
    linnet::AdamW settings = linnet::AdamW::pytorch(0.01);
    settings.weight_decay = 0.1;
    return settings;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("AdamW agrees with its formula, and decays every row", Case, adamw) {
    check_optimizer<Case>(linnet::AdamW{.learning_rate = 0.01, .weight_decay = 0.5},
                          NaiveAdamW{.weight_decay = 0.5, .adam = {.rate = 0.01}}, Untouched::move_on);
    check_optimizer<Case>(
        torch_settings(),
        NaiveAdamW{.weight_decay = 0.1, .adam = {.rate = 0.01, .epsilon = 1e-8, .corrected_epsilon = true}},
        Untouched::move_on);
}
TEST_CASE_TEMPLATE_APPLY(adamw, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("AdamW takes the steps of PyTorch's AdamW", Case, adamw_torch) {
    check_torch<Case>(torch_settings(), torch_golden::adamw);
}
TEST_CASE_TEMPLATE_APPLY(adamw_torch, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("the first moment of an idle row becomes zero, not denormal", Case, adamw_idle) {
    check_forgets<Case>(linnet::AdamW{});
}
TEST_CASE_TEMPLATE_APPLY(adamw_idle, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("without decay AdamW has the bits of Adam, resting rows included", Case, adamw_plain) {
    constexpr std::size_t columns = Case::W + 1;
    for (const auto kind : {linnet::BlockKind::dense, linnet::BlockKind::rows}) {
        const auto got = trained<Case>(linnet::AdamW{.weight_decay = 0.0}, kind, 5, columns, 9);
        const auto want = trained<Case>(linnet::Adam{}, kind, 5, columns, 9);
        for (std::size_t r = 0; r < 5; ++r) {
            for (std::size_t c = 0; c < columns; ++c) {
                CHECK(same(got.values.view()(r, c), want.values.view()(r, c)));
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(adamw_plain, TestedWidths);

TEST_CASE_TEMPLATE("a row that no batch looks up decays to 0, not to denormals", T, float, double) {
    linnet::Parameters<T> parameters;
    parameters.add({"table", linnet::BlockKind::rows, linnet::Matrix<T>(70, 3)});
    T& value = parameters[0].values.view()(69, 2);
    value = T{1};
    const linnet::Gradients<T> gradients(parameters);
    const linnet::AdamW settings{.learning_rate = 0.5, .weight_decay = 0.5};
    typename linnet::AdamW::State<T, 4> state(settings, parameters[0]);
    for (std::uint64_t step = 1; step <= 10; ++step) {
        state.update(settings, parameters[0], gradients[0], step);
    }
    CHECK(value == doctest::Approx(std::pow(0.75, 10)));
    for (std::uint64_t step = 11; step <= 3000; ++step) {
        state.update(settings, parameters[0], gradients[0], step);
        REQUIRE((value == T{0} || value >= std::numeric_limits<T>::min()));
    }
    CHECK(value == T{0});
}

TEST_CASE("AdamW refuses settings out of range, by name") {
    check_refuses_negative<linnet::AdamW>("AdamW", "learning_rate", &linnet::AdamW::learning_rate);
    check_refuses_negative<linnet::AdamW>("AdamW", "epsilon", &linnet::AdamW::epsilon);
    check_refuses_negative<linnet::AdamW>("AdamW", "weight_decay", &linnet::AdamW::weight_decay);
    check_refuses_no_decay<linnet::AdamW>("AdamW", "beta_1", &linnet::AdamW::beta_1);
    check_refuses_no_decay<linnet::AdamW>("AdamW", "beta_2", &linnet::AdamW::beta_2);
}

TEST_CASE_TEMPLATE_DEFINE("AdamW of a learning rate of 0 moves nothing", Case, adamw_still) {
    check_stands_still<Case>(linnet::AdamW{});
}
TEST_CASE_TEMPLATE_APPLY(adamw_still, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("AdamW needs no epsilon", Case, adamw_bare) {
    check_stays_finite<Case>(linnet::AdamW{.learning_rate = 0.1, .epsilon = 0.0, .weight_decay = 0.0});
}
TEST_CASE_TEMPLATE_APPLY(adamw_bare, TestedWidths);

TEST_CASE("AdamW keeps the promises of an optimizer at every width, and goes on from what it hands over") {
    CHECK(linnet::check_optimizer(linnet::AdamW{.learning_rate = 0.01}) == "");
}

} // namespace adamw_test
