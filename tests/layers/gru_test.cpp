// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/gru.hpp>

#include <cmath>
#include <cstddef>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include "../support/bound_steps_layer.hpp"
#include "../support/torch_layers.hpp"

namespace gru_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// The states after each step of sequences that lie one below the other.
NaiveMatrix naive_gru(const NaiveMatrix& in, const Lengths& lengths, const NaiveMatrix& kernel,
                      const NaiveMatrix& recurrent, const NaiveMatrix& bias, const NaiveMatrix& recurrent_bias) {
    const std::size_t units = recurrent.rows;
    NaiveMatrix out(in.rows, units);
    std::size_t row = 0;
    for (const std::size_t length : lengths) {
        std::vector<double> state(units, 0.0);
        for (std::size_t t = 0; t < length; ++t, ++row) {
            const auto from_input = [&](std::size_t c) {
                double sum = bias(0, c);
                for (std::size_t k = 0; k < in.columns; ++k) {
                    sum += in(row, k) * kernel(k, c);
                }
                return sum;
            };
            const auto from_state = [&](std::size_t c) {
                double sum = recurrent_bias(0, c);
                for (std::size_t k = 0; k < units; ++k) {
                    sum += state[k] * recurrent(k, c);
                }
                return sum;
            };
            const auto gate = [&](std::size_t c) { return 1 / (1 + std::exp(-from_input(c) - from_state(c))); };
            for (std::size_t u = 0; u < units; ++u) {
                const double r = gate(u);
                const double z = gate(units + u);
                const double n = std::tanh(from_input(2 * units + u) + r * from_state(2 * units + u));
                out(row, u) = (1 - z) * n + z * state[u];
            }
            for (std::size_t u = 0; u < units; ++u) {
                state[u] = out(row, u);
            }
        }
    }
    return out;
}

/// The rows after the last step of each sequence, zeros where there is none.
NaiveMatrix last_rows(const NaiveMatrix& states, const Lengths& lengths) {
    NaiveMatrix out(lengths.size(), states.columns);
    std::size_t end = 0;
    for (std::size_t b = 0; b < lengths.size(); ++b) {
        end += lengths[b];
        for (std::size_t c = 0; c < states.columns && lengths[b] != 0; ++c) {
            out(b, c) = states(end - 1, c);
        }
    }
    return out;
}

template <class L, class In, class T>
void check_values() {
    for (const Lengths& lengths : every_lengths()) {
        CAPTURE(steps_of(lengths));
        BoundStepsLayer<L, In, T, one_width<T>> layer{lengths};
        layer.forward();
        const auto block = [&](std::size_t i) { return NaiveMatrix{layer.numbers.parameters[i].values.view()}; };
        NaiveMatrix want =
            naive_gru(NaiveMatrix{layer.in_view().values}, lengths, block(0), block(1), block(2), block(3));
        if constexpr (L::last_state) {
            want = last_rows(want, lengths);
        }
        const double tolerance = 2000 * static_cast<double>(std::numeric_limits<T>::epsilon());
        CHECK(layer.intact());
        CHECK(largest_difference(elements<T>(layer.out.view()), want.elements) <= tolerance);
    }
}

} // namespace

TEST_CASE_TEMPLATE("GRU puts out the state after each step, or the last one", T, float, double) {
    check_values<GRU<1>, Steps<1>, T>();
    check_values<GRU<5>, Steps<3>, T>();
    check_values<GRU<5, LastState>, Steps<3>, T>();
    check_values<GRU<20>, Steps<17>, T>();
    check_values<GRU<16, LastState>, Steps<16>, T>();
}

TEST_CASE("GRU has the same bits at every width") {
    check_steps_widths<GRU<1>, Steps<1>>(1e-3);
    check_steps_widths<GRU<5, LastState>, Steps<17>>(1e-3);
    check_steps_widths<GRU<18>, Steps<3>>(1e-3);
}

TEST_CASE("the gradients of GRU are those of central differences") {
    const Lengths mixed{3, 0, 5, 1, 3};
    check_steps_gradients<GRU<1>, Steps<1>>(mixed);
    check_steps_gradients<GRU<3>, Steps<2>, 1>(mixed);
    check_steps_gradients<GRU<3>, Steps<2>, 8>({18});
    check_steps_gradients<GRU<3, LastState>, Steps<2>>(mixed);
    check_steps_gradients<GRU<17, LastState>, Steps<18>>({2, 1});
}

TEST_CASE_TEMPLATE("a sequence has the states that it has alone", T, float, double) {
    check_alone<GRU<5>, Steps<3>, T>({3, 0, 17, 1, 40, 16, 3});
    check_alone<GRU<5, LastState>, Steps<3>, T>({3, 0, 17, 1, 40, 16, 3});
}

TEST_CASE_TEMPLATE("GRU and its gradients are PyTorch's", T, float, double) {
    BoundStepsLayer<GRU<2>, Steps<3>, T, 4> layer{Lengths{3, 1, 4}};
    fill_golden(layer.numbers.in.view(), 0);
    fill_golden(layer.d_out.view(), 1);
    fill_golden(layer.numbers.parameters[0].values.view(), 2, true);
    fill_golden(layer.numbers.parameters[1].values.view(), 3, true);
    fill_golden(layer.numbers.parameters[2].values.view(), 4);
    fill_golden(layer.numbers.parameters[3].values.view(), 5);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::gru_out);
    check_golden<T>(layer.numbers.d_in.view(), torch_golden::gru_d_in);
    const auto& gradients = layer.numbers.gradients;
    check_golden<T>(gradients[0].dense.view(), torch_golden::gru_d_kernel, true);
    check_golden<T>(gradients[1].dense.view(), torch_golden::gru_d_recurrent_kernel, true);
    check_golden<T>(gradients[2].dense.view(), torch_golden::gru_d_bias);
    check_golden<T>(gradients[3].dense.view(), torch_golden::gru_d_recurrent_bias);
}

TEST_CASE("GRU knows its shape before it is bound") {
    static_assert(std::is_same_v<GRU<3>::output<Steps<5>>, Steps<3>>);
    static_assert(std::is_same_v<GRU<3, LastState>::output<Steps<5>>, Shape<3>>);
    static_assert(!accepts<GRU<3>, NoInput>);
    static_assert(!accepts<GRU<3>, Shape<5>>);
    static_assert(!accepts<GRU<0>, Steps<5>>);
    static_assert(!accepts<GRU<3, int>, Steps<5>>);
    static_assert(!accepts<GRU<3, LastState, LastState>, Steps<5>>);
    const LayerDescription line = first_line_of_steps<GRU<3>, Steps<5>>();
    CHECK(line.label == "GRU<3>");
    CHECK((first_line_of_steps<GRU<3, LastState>, Steps<5>>().label) == "GRU<3, LastState>");
    CHECK(line.columns == 3);
    CHECK(line.blocks == std::vector<std::size_t>{0, 1, 2, 3});
}

} // namespace gru_test
