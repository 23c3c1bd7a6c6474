// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/gru_cell.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace gru_cell_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// How many elements of two rows differ in bits, or by more than some roundings from `want(i)`.
template <class T, class Want>
std::size_t mistakes(const GuardedMatrix<T>& got, const GuardedMatrix<T>& scalar, std::size_t first, std::size_t count,
                     const Want& want) {
    const double tolerance = 32.0 * std::numeric_limits<T>::epsilon();
    std::size_t wrong = got.intact() ? 0 : 1;
    for (std::size_t i = 0; i < count; ++i) {
        const T value = got.view()(0, first + i);
        wrong += same(value, scalar.view()(0, first + i)) ? 0U : 1U;
        wrong += std::abs(static_cast<double>(value) - want(i)) <= tolerance ? 0U : 1U;
    }
    return wrong;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("gru_cell and its gradient are their formulas, with the same bits at every width", L,
                          formulas) {
    using T = typename L::T;
    constexpr std::size_t W = L::W;
    for (const std::size_t units : {std::size_t{0}, std::size_t{1}, W - 1, W, W + 1, 3 * W + 2}) {
        CAPTURE(units);
        const auto start_gates = random_matrix<T>(1, 4 * units, 1);
        const auto start_state = random_matrix<T>(1, units, 2);
        const auto start_d = random_matrix<T>(1, units, 3);
        const auto run = [&]<std::size_t Width>() {
            struct {
                GuardedMatrix<T> gates, state, before, d_state, d_gates;
            } all{start_gates, start_state, start_d, start_d, start_gates};
            kernels::gru_cell<T, Width>(all.gates.view().data, all.state.view().data, all.before.view().data, units);
            kernels::gru_cell_gradient<T, Width>(all.gates.view().data, all.before.view().data, all.d_state.view().data,
                                                 all.d_gates.view().data, units);
            return all;
        };
        const auto got = run.template operator()<W>();
        const auto scalar = run.template operator()<1>();
        const auto at = [](const auto& x, std::size_t i) { return static_cast<double>(x.view()(0, i)); };
        const auto logistic = [](double x) { return 1 / (1 + std::exp(-x)); };
        const auto r = [&](std::size_t i) { return logistic(at(start_gates, units + i)); };
        const auto z = [&](std::size_t i) { return logistic(at(start_gates, 2 * units + i)); };
        const auto s = [&](std::size_t i) { return at(start_gates, 3 * units + i); };
        const auto n = [&](std::size_t i) { return std::tanh(at(start_gates, i) + r(i) * s(i)); };
        const auto h = [&](std::size_t i) { return at(start_state, i); };
        const auto d = [&](std::size_t i) { return at(start_d, i); };
        const auto d_n = [&](std::size_t i) { return d(i) * (1 - z(i)) * (1 - n(i) * n(i)); };

        CHECK(mistakes(got.gates, scalar.gates, 0, units, n) == 0);
        CHECK(mistakes(got.gates, scalar.gates, units, units, r) == 0);
        CHECK(mistakes(got.gates, scalar.gates, 2 * units, units, z) == 0);
        CHECK(mistakes(got.gates, scalar.gates, 3 * units, units, s) == 0);
        CHECK(mistakes(got.before, scalar.before, 0, units, h) == 0);
        CHECK(mistakes(got.state, scalar.state, 0, units,
                       [&](std::size_t i) { return (1 - z(i)) * n(i) + z(i) * h(i); }) == 0);

        CHECK(mistakes(got.d_gates, scalar.d_gates, 0, units, d_n) == 0);
        CHECK(mistakes(got.d_gates, scalar.d_gates, units, units,
                       [&](std::size_t i) { return d_n(i) * s(i) * r(i) * (1 - r(i)); }) == 0);
        CHECK(mistakes(got.d_gates, scalar.d_gates, 2 * units, units,
                       [&](std::size_t i) { return d(i) * (h(i) - n(i)) * z(i) * (1 - z(i)); }) == 0);
        CHECK(mistakes(got.d_gates, scalar.d_gates, 3 * units, units, [&](std::size_t i) { return d_n(i) * r(i); }) ==
              0);
        CHECK(mistakes(got.d_state, scalar.d_state, 0, units, [&](std::size_t i) { return d(i) * z(i); }) == 0);
    }
}
TEST_CASE_TEMPLATE_APPLY(formulas, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("augru_cell and its gradient are their formulas, with the same bits at every width", L,
                          attentional) {
    using T = typename L::T;
    constexpr std::size_t W = L::W;
    constexpr T weight{0.375};
    for (const std::size_t units : {std::size_t{0}, std::size_t{1}, W - 1, W, W + 1, 3 * W + 2}) {
        CAPTURE(units);
        const auto start_gates = random_matrix<T>(1, 4 * units, 1);
        const auto start_state = random_matrix<T>(1, units, 2);
        const auto start_d = random_matrix<T>(1, units, 3);
        const auto run = [&]<std::size_t Width>() {
            struct {
                GuardedMatrix<T> gates, state, before, d_state, d_gates, terms;
            } all{start_gates, start_state, start_d, start_d, start_gates, start_d};
            kernels::augru_cell<T, Width>(weight, all.gates.view().data, all.state.view().data, all.before.view().data,
                                          units);
            kernels::augru_cell_gradient<T, Width>(weight, all.gates.view().data, all.before.view().data,
                                                   all.d_state.view().data, all.d_gates.view().data,
                                                   all.terms.view().data, units);
            return all;
        };
        const auto got = run.template operator()<W>();
        const auto scalar = run.template operator()<1>();
        const auto at = [](const auto& x, std::size_t i) { return static_cast<double>(x.view()(0, i)); };
        const auto logistic = [](double x) { return 1 / (1 + std::exp(-x)); };
        const double a = weight;
        const auto r = [&](std::size_t i) { return logistic(at(start_gates, units + i)); };
        const auto u = [&](std::size_t i) { return logistic(at(start_gates, 2 * units + i)); };
        const auto s = [&](std::size_t i) { return at(start_gates, 3 * units + i); };
        const auto n = [&](std::size_t i) { return std::tanh(at(start_gates, i) + r(i) * s(i)); };
        const auto h = [&](std::size_t i) { return at(start_state, i); };
        const auto d = [&](std::size_t i) { return at(start_d, i); };
        const auto d_n = [&](std::size_t i) { return d(i) * a * u(i) * (1 - n(i) * n(i)); };

        CHECK(mistakes(got.gates, scalar.gates, 0, units, n) == 0);
        CHECK(mistakes(got.gates, scalar.gates, units, units, r) == 0);
        CHECK(mistakes(got.gates, scalar.gates, 2 * units, units, u) == 0);
        CHECK(mistakes(got.gates, scalar.gates, 3 * units, units, s) == 0);
        CHECK(mistakes(got.before, scalar.before, 0, units, h) == 0);
        CHECK(mistakes(got.state, scalar.state, 0, units,
                       [&](std::size_t i) { return (1 - a * u(i)) * h(i) + a * u(i) * n(i); }) == 0);

        CHECK(mistakes(got.d_gates, scalar.d_gates, 0, units, d_n) == 0);
        CHECK(mistakes(got.d_gates, scalar.d_gates, units, units,
                       [&](std::size_t i) { return d_n(i) * s(i) * r(i) * (1 - r(i)); }) == 0);
        CHECK(mistakes(got.d_gates, scalar.d_gates, 2 * units, units,
                       [&](std::size_t i) { return d(i) * (n(i) - h(i)) * a * u(i) * (1 - u(i)); }) == 0);
        CHECK(mistakes(got.d_gates, scalar.d_gates, 3 * units, units, [&](std::size_t i) { return d_n(i) * r(i); }) ==
              0);
        CHECK(mistakes(got.terms, scalar.terms, 0, units, [&](std::size_t i) { return d(i) * (n(i) - h(i)) * u(i); }) ==
              0);
        CHECK(mistakes(got.d_state, scalar.d_state, 0, units, [&](std::size_t i) { return d(i) * (1 - a * u(i)); }) ==
              0);
    }
}
TEST_CASE_TEMPLATE_APPLY(attentional, EveryUserWidth);

TEST_CASE_TEMPLATE("what a padded gate holds stays zero", T, float, double) {
    T gates[4] = {0, 0, 0, 0};
    T d_gates[4] = {1, 1, 1, 1};
    T state = 0;
    T before = 1;
    kernels::gru_cell<T, 1>(gates, &state, &before, 1);
    CHECK(state == 0);
    CHECK(before == 0);
    kernels::gru_cell_gradient<T, 1>(gates, &before, &state, d_gates, 1);
    CHECK(state == 0);
    for (const T d : d_gates) {
        CHECK(d == 0);
    }
    T term = 1;
    std::fill_n(gates, 4, T{0});
    kernels::augru_cell<T, 1>(T{0.5}, gates, &state, &before, 1);
    CHECK(state == 0);
    kernels::augru_cell_gradient<T, 1>(T{0.5}, gates, &before, &state, d_gates, &term, 1);
    CHECK(state == 0);
    CHECK(term == 0);
    for (const T d : d_gates) {
        CHECK(d == 0);
    }
}

} // namespace gru_cell_test
