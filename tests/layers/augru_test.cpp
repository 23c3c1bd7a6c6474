// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/augru.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/gru.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/tanh.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/layer_checks.hpp"
#include "../support/torch_layers.hpp"
#include "../support/torch_tasks_golden.hpp"

namespace augru_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using Film = Categorical<"film", 6>;
using Seen = Sequence<"seen", 6, 4>;
template <std::size_t Units>
using Unit = Sequential<Dense<Units>, Tanh, Dense<1>>;
template <std::size_t Units, std::size_t Columns>
using Evolving = AUGRU<Units, Embedding<Film, Columns>, Embedding<Seen, Columns>, Unit<3>>;
/// As in DIEN.
using Shared =
    AUGRU<3, Embedding<Film, 3, Table<"film">>, Sequential<Embedding<Seen, 3, Table<"film">>, GRU<3>>, Unit<2>>;

/// The output for targets and histories of these ids. `block(i)` is parameter block i.
template <class Batch, class Block>
NaiveMatrix naive_augru(const Batch& batch, const Block& block) {
    const auto& films = std::get<0>(batch.columns);
    const auto& seen = std::get<1>(batch.columns);
    const NaiveMatrix targets = block(0);
    const NaiveMatrix steps = block(1);
    const NaiveMatrix kernel = block(6);
    const NaiveMatrix recurrent = block(7);
    const NaiveMatrix bias = block(8);
    const NaiveMatrix recurrent_bias = block(9);
    const std::size_t n = targets.columns;
    const std::size_t units = recurrent.rows;
    NaiveMatrix out(batch.rows, units);
    for (std::size_t b = 0; b < batch.rows; ++b) {
        const std::uint64_t first = seen.offsets[b];
        const std::size_t length = seen.offsets[b + 1] - first;
        NaiveMatrix pairs(length, 4 * n);
        NaiveMatrix inputs(length, n);
        for (std::size_t i = 0; i < length; ++i) {
            for (std::size_t c = 0; c < n; ++c) {
                const double q = targets(films[b], c);
                const double k = steps(seen.ids[first + i], c);
                pairs(i, c) = q;
                inputs(i, c) = pairs(i, n + c) = k;
                pairs(i, 2 * n + c) = q - k;
                pairs(i, 3 * n + c) = q * k;
            }
        }
        const NaiveMatrix hidden =
            naive_map(naive_dense(pairs, block(2), block(3)), [](double x) { return std::tanh(x); });
        const NaiveMatrix scores = naive_dense(hidden, block(4), block(5));
        NaiveMatrix weights(1, length);
        for (std::size_t i = 0; i < length; ++i) {
            weights(0, i) = scores(i, 0);
        }
        weights = naive_softmax(weights);
        const NaiveMatrix from_input = naive_dense(inputs, kernel, bias);
        NaiveMatrix state(1, units);
        for (std::size_t i = 0; i < length; ++i) {
            const NaiveMatrix from_state = naive_dense(state, recurrent, recurrent_bias);
            const auto gate = [&](std::size_t c) { return 1 / (1 + std::exp(-from_input(i, c) - from_state(0, c))); };
            for (std::size_t c = 0; c < units; ++c) {
                const double update = weights(0, i) * gate(units + c);
                const double fresh = std::tanh(from_input(i, 2 * units + c) + gate(c) * from_state(0, 2 * units + c));
                state(0, c) = (1 - update) * state(0, c) + update * fresh;
            }
        }
        for (std::size_t c = 0; c < units; ++c) {
            out(b, c) = state(0, c);
        }
    }
    return out;
}

template <class L, class T>
void check_values() {
    check_forward<L, NoInput, T>(
        [](auto& layer) { return naive_augru(layer.batch(), [&](std::size_t i) { return block_of(layer, i); }); },
        64.0);
}

} // namespace

TEST_CASE_TEMPLATE("AUGRU puts out the state after the last step of a history", T, float, double) {
    check_values<Evolving<5, 3>, T>();
    check_values<Evolving<17, 2>, T>();
}

TEST_CASE("AUGRU has the same bits at every width") { check_few_widths<Evolving<5, 3>>(); }

TEST_CASE("the gradients of AUGRU are those of central differences, and so are the norms of samples") {
    check_gradients_at_one_width<Evolving<2, 3>>({.batch = 9});
    check_gradients_at_one_width<Shared>({.batch = 9});
    check_report(4, check_sample_norms<Evolving<2, 3>, NoInput, 4>({.batch = 9}));
}

TEST_CASE("a history without steps gives zeros, and one of one step has all attention on it") {
    BoundLayer<Evolving<2, 3>, NoInput, double, 4> layer{{.batch = 2}};
    const row_id films[] = {1, 2};
    const std::uint64_t offsets[] = {2, 2, 3};
    const row_id seen[] = {77, 88, 4};
    layer.forward({2, {films, JaggedColumn<double>{offsets, seen, {}}}});
    layer.backward({2, {films, JaggedColumn<double>{offsets, seen, {}}}});
    const auto block = [&](std::size_t i) { return NaiveMatrix{layer.parameters[i].values.view()}; };
    const NaiveMatrix kernel = block(6);
    for (std::size_t c = 0; c < 2; ++c) {
        CHECK(layer.out.view()(0, c) == 0.0);
        const auto gate = [&](std::size_t column) {
            double sum = block(8)(0, column);
            for (std::size_t k = 0; k < 3; ++k) {
                sum += block(1)(4, k) * kernel(k, column);
            }
            return sum;
        };
        const auto logistic = [](double x) { return 1 / (1 + std::exp(-x)); };
        const double update = logistic(gate(2 + c) + block(9)(0, 2 + c));
        const double reset = logistic(gate(c) + block(9)(0, c));
        const double want = update * std::tanh(gate(4 + c) + reset * block(9)(0, 4 + c));
        CHECK(layer.out.view()(1, c) == doctest::Approx(want).epsilon(1e-12));
    }
}

TEST_CASE("AUGRU and its gradients are those that PyTorch derives") {
    using T = double;
    BoundLayer<Evolving<2, 3>, NoInput, T, 4> layer{{.batch = 3}};
    for (std::size_t i = 0; i < layer.parameters.size(); ++i) {
        fill_golden(layer.parameters[i].values.view(), 2 + i);
    }
    fill_golden(layer.d_out.view(), 1);
    const row_id films[] = {1, 5, 1};
    const std::uint64_t offsets[] = {0, 3, 3, 5};
    const row_id seen[] = {0, 2, 4, 2, 5};
    const Batch<T, Film, Seen> batch{3, {films, JaggedColumn<T>{offsets, seen, {}}}};
    layer.forward(batch);
    layer.backward(batch);
    const auto check_table = [&](std::size_t block, const std::array<double, 18>& want) {
        const auto sums = block_gradient(layer.parameters[block], layer.gradients[block]);
        const std::vector<T> numbers(sums.begin(), sums.end());
        check_golden<T>(ConstMatrixView<T>{numbers.data(), 6, 3, 3}, want);
    };
    using namespace torch_golden;
    check_golden<T>(layer.out.view(), augru_out);
    check_table(0, augru_d_targets);
    check_table(1, augru_d_steps);
    check_golden<T>(layer.gradients[2].dense.view(), augru_d_unit);
    check_golden<T>(layer.gradients[4].dense.view(), augru_d_last);
    check_golden<T>(layer.gradients[6].dense.view(), augru_d_kernel);
    check_golden<T>(layer.gradients[7].dense.view(), augru_d_recurrent_kernel);
    check_golden<T>(layer.gradients[8].dense.view(), augru_d_bias);
    check_golden<T>(layer.gradients[9].dense.view(), augru_d_recurrent_bias);
}

TEST_CASE("AUGRU knows its shape before it is bound") {
    static_assert(std::is_same_v<Evolving<5, 3>::output<NoInput>, Shape<5>>);
    static_assert(std::is_same_v<Evolving<5, 3>::features, TypeList<Film, Seen>>);
    static_assert(!accepts<Evolving<0, 3>, NoInput>);
    static_assert(!accepts<AUGRU<5, Embedding<Film, 3>, Embedding<Seen, 4>, Unit<2>>, NoInput>);
    static_assert(!accepts<AUGRU<5, Embedding<Film, 3>, Embedding<Film, 3>, Unit<2>>, NoInput>);
    static_assert(!accepts<AUGRU<5, Dense<3>, Embedding<Seen, 3>, Unit<2>>, NoInput>);
    static_assert(!accepts<AUGRU<5, Embedding<Film, 3>, Embedding<Seen, 3>, Dense<2>>, NoInput>);
    const LayerDescription line = first_line<Evolving<5, 3>>();
    CHECK(line.label == "AUGRU<5>");
    CHECK(line.columns == 5);
    CHECK(line.blocks == std::vector<std::size_t>{6, 7, 8, 9});
}

} // namespace augru_test
