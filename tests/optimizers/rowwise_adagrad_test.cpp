// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/rowwise_adagrad.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/optimizer.hpp>
#include <linnet/testing/optimizer_check.hpp>

#include "../support/naive_optimizers.hpp"
#include "../support/optimizer_checks.hpp"

namespace rowwise_adagrad_test {

using namespace linnet_test;

static_assert(linnet::Optimizer<linnet::RowwiseAdagrad>);

constexpr linnet::RowwiseAdagrad settings{.learning_rate = 0.1, .initial_accumulator = 0.01, .epsilon = 1e-4};

TEST_CASE_TEMPLATE_DEFINE("RowwiseAdagrad agrees with its formula on a table, equal ids summed first", Case, table) {
    using T = typename Case::T;
    constexpr std::size_t W = Case::W;
    constexpr std::size_t rows = 3;
    for (const std::size_t columns : {std::size_t{1}, W > 1 ? W - 1 : 1, W, W + 1, 3 * W + 2, std::size_t{100}}) {
        CAPTURE(columns);
        linnet::Parameters<T> parameters;
        parameters.add(random_block<T>(linnet::BlockKind::rows, rows, columns));
        linnet::Parameters<T> scalar_parameters;
        scalar_parameters.add(random_block<T>(linnet::BlockKind::rows, rows, columns));
        linnet::Gradients<T> gradients(parameters);
        linnet::RowwiseAdagrad::State<T, W> state(settings, parameters[0]);
        linnet::RowwiseAdagrad::State<T, 1> scalar(settings, scalar_parameters[0]);
        std::vector<std::vector<double>> want(rows);
        for (std::size_t r = 0; r < rows; ++r) {
            for (std::size_t c = 0; c < columns; ++c) {
                want[r].push_back(static_cast<double>(parameters[0].values.view()(r, c)));
            }
        }
        std::vector<NaiveRowwiseAdagrad> twins(rows, {.rate = 0.1, .epsilon = 1e-4, .a = 0.01});
        constexpr std::uint64_t steps = 5;
        for (std::uint64_t step = 1; step <= steps; ++step) {
            const std::vector<T> a = random_values<T>(columns, T(-0.4), T(0.6), step);
            const std::vector<T> b = random_values<T>(columns, T(-0.4), T(0.6), step + 100);
            gradients.clear();
            gradients[0].rows.add(2, a.data()); // row 1 is never looked up
            gradients[0].rows.add(0, b.data());
            gradients[0].rows.add(2, b.data(), T{0.5});
            gradients.arrange();
            state.update(settings, parameters[0], gradients[0], step);
            scalar.update(settings, scalar_parameters[0], gradients[0], step);
            std::vector<double> once, twice;
            for (std::size_t c = 0; c < columns; ++c) {
                once.push_back(static_cast<double>(b[c]));
                twice.push_back(static_cast<double>(a[c]) + 0.5 * static_cast<double>(b[c]));
            }
            twins[0].step(want[0], once);
            twins[2].step(want[2], twice);
        }
        CHECK(padding_is_zero(parameters[0].values));
        for (std::size_t r = 0; r < rows; ++r) {
            for (std::size_t c = 0; c < columns; ++c) {
                const T value = parameters[0].values.view()(r, c);
                CHECK(same(value, scalar_parameters[0].values.view()(r, c)));
                CHECK(std::abs(static_cast<double>(value) - want[r][c]) <=
                      20 * steps * static_cast<double>(std::numeric_limits<T>::epsilon()));
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(table, TestedWidths);

TEST_CASE("a dense block is updated as by Adagrad") {
    using Case = Lanes<float, 4>;
    const linnet::Adagrad adagrad{.learning_rate = 0.1, .initial_accumulator = 0.01, .epsilon = 1e-4};
    const auto got = trained<Case>(settings, linnet::BlockKind::dense, 3, 5, 4);
    const auto want = trained<Case>(adagrad, linnet::BlockKind::dense, 3, 5, 4);
    for (std::size_t r = 0; r < 3; ++r) {
        for (std::size_t c = 0; c < 5; ++c) {
            CHECK(same(got.values.view()(r, c), want.values.view()(r, c)));
        }
    }
}

TEST_CASE("a gradient of 0 moves nothing, even without epsilon and accumulator") {
    linnet::Parameters<double> parameters;
    parameters.add(random_block<double>(linnet::BlockKind::rows, 2, 3));
    linnet::Gradients<double> gradients(parameters);
    const linnet::RowwiseAdagrad bare{.epsilon = 0.0};
    linnet::RowwiseAdagrad::State<double, 2> state(bare, parameters[0]);
    const double before = parameters[0].values.view()(1, 1);
    const std::vector<double> zeros(3, 0.0);
    gradients[0].rows.add(1, zeros.data());
    state.update(bare, parameters[0], gradients[0], 1);
    CHECK(parameters[0].values.view()(1, 1) == before);
}

TEST_CASE("its state is a number a row of a table") {
    const auto block = random_block<float>(linnet::BlockKind::rows, 64, 100);
    CHECK(bytes_of(linnet::RowwiseAdagrad::State<float, 8>(settings, block)) == 64 * sizeof(float));
}

TEST_CASE("RowwiseAdagrad refuses settings out of range, by name") {
    using linnet::RowwiseAdagrad;
    check_refuses_negative<RowwiseAdagrad>("RowwiseAdagrad", "learning_rate", &RowwiseAdagrad::learning_rate);
    check_refuses_negative<RowwiseAdagrad>("RowwiseAdagrad", "initial_accumulator",
                                           &RowwiseAdagrad::initial_accumulator);
    check_refuses_negative<RowwiseAdagrad>("RowwiseAdagrad", "epsilon", &RowwiseAdagrad::epsilon);
}

TEST_CASE_TEMPLATE_DEFINE("RowwiseAdagrad of a learning rate of 0 moves nothing", Case, rowwise_still) {
    check_stands_still<Case>(linnet::RowwiseAdagrad{});
}
TEST_CASE_TEMPLATE_APPLY(rowwise_still, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("RowwiseAdagrad needs neither epsilon nor accumulator", Case, rowwise_bare) {
    check_stays_finite<Case>(linnet::RowwiseAdagrad{.learning_rate = 0.1, .epsilon = 0.0});
}
TEST_CASE_TEMPLATE_APPLY(rowwise_bare, TestedWidths);

TEST_CASE("RowwiseAdagrad keeps the promises of an optimizer at every width, and goes on from what it hands over") {
    CHECK(linnet::check_optimizer(settings) == "");
}

} // namespace rowwise_adagrad_test
