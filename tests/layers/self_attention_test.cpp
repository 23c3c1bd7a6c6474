// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/self_attention.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include "../support/bound_steps_layer.hpp"
#include "../support/torch_layers.hpp"

namespace self_attention_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// What each step becomes, for sequences that lie one below the other.
NaiveMatrix naive_attention(const NaiveMatrix& in, const Lengths& lengths, std::size_t heads, bool causal,
                            const NaiveMatrix& kernel, const NaiveMatrix& bias, const NaiveMatrix& output_kernel,
                            const NaiveMatrix& output_bias) {
    const std::size_t n = in.columns;
    const std::size_t head_columns = n / heads;
    const NaiveMatrix projected = naive_dense(in, kernel, bias);
    NaiveMatrix mixed(in.rows, n);
    std::size_t first = 0;
    for (const std::size_t length : lengths) {
        for (std::size_t i = 0; i < length; ++i) {
            for (std::size_t h = 0; h < heads; ++h) {
                NaiveMatrix scores(1, causal ? i + 1 : length);
                for (std::size_t j = 0; j < scores.columns; ++j) {
                    for (std::size_t c = h * head_columns; c < (h + 1) * head_columns; ++c) {
                        scores(0, j) += projected(first + i, c) * projected(first + j, n + c);
                    }
                    scores(0, j) /= std::sqrt(static_cast<double>(head_columns));
                }
                const NaiveMatrix weights = naive_softmax(scores);
                for (std::size_t j = 0; j < scores.columns; ++j) {
                    for (std::size_t c = h * head_columns; c < (h + 1) * head_columns; ++c) {
                        mixed(first + i, c) += weights(0, j) * projected(first + j, 2 * n + c);
                    }
                }
            }
        }
        first += length;
    }
    return naive_dense(mixed, output_kernel, output_bias);
}

template <class L, class In, std::size_t Heads, class T>
void check_values() {
    for (const Lengths& lengths : every_lengths()) {
        CAPTURE(steps_of(lengths));
        BoundStepsLayer<L, In, T, one_width<T>> layer{lengths};
        layer.forward();
        const auto block = [&](std::size_t i) { return NaiveMatrix{layer.numbers.parameters[i].values.view()}; };
        const NaiveMatrix want = naive_attention(NaiveMatrix{layer.in_view().values}, lengths, Heads, L::causal,
                                                 block(0), block(1), block(2), block(3));
        const double tolerance = 1000 * static_cast<double>(std::numeric_limits<T>::epsilon());
        CHECK(layer.intact());
        CHECK(largest_difference(elements<T>(layer.out.view()), want.elements) <= tolerance);
    }
}

} // namespace

TEST_CASE_TEMPLATE("SelfAttention mixes the steps of a sequence", T, float, double) {
    check_values<SelfAttention<1>, Steps<1>, 1, T>();
    check_values<SelfAttention<2>, Steps<6>, 2, T>();
    check_values<SelfAttention<2, Causal>, Steps<6>, 2, T>();
    check_values<SelfAttention<1, Causal>, Steps<17>, 1, T>();
    check_values<SelfAttention<3>, Steps<48>, 3, T>();
}

TEST_CASE("SelfAttention has the same bits at every width") {
    check_steps_widths<SelfAttention<1>, Steps<1>>(1e-3);
    check_steps_widths<SelfAttention<2, Causal>, Steps<6>>(1e-3);
    check_steps_widths<SelfAttention<1>, Steps<17>>(1e-3);
}

TEST_CASE("the gradients of SelfAttention are those of central differences") {
    const Lengths mixed{3, 0, 5, 1, 3};
    check_steps_gradients<SelfAttention<1>, Steps<1>>(mixed);
    check_steps_gradients<SelfAttention<2>, Steps<4>, 1>(mixed);
    check_steps_gradients<SelfAttention<2, Causal>, Steps<4>, 8>(mixed);
    check_steps_gradients<SelfAttention<1>, Steps<3>>({18});
    check_steps_gradients<SelfAttention<1, Causal>, Steps<17>>({2, 1});
}

TEST_CASE_TEMPLATE("a sequence is mixed as it is alone", T, float, double) {
    check_alone<SelfAttention<2>, Steps<6>, T>({3, 0, 17, 1, 40, 16, 3});
    check_alone<SelfAttention<2, Causal>, Steps<6>, T>({3, 0, 17, 1, 40, 16, 3});
}

TEST_CASE("what comes later does not change a step of causal attention") {
    BoundStepsLayer<SelfAttention<2, Causal>, Steps<6>, float, 4> layer{Lengths{20}};
    layer.forward();
    const auto before = elements<float>(layer.out.view().top(12));
    const auto in = layer.numbers.in.view();
    for (std::size_t c = 0; c < 6; ++c) {
        in(12, c) += 3.0F;
    }
    layer.forward();
    CHECK(differences(elements<float>(layer.out.view().top(12)), before) == 0);
    CHECK(differences(elements<float>(layer.out.view()), before) != 0);
}

TEST_CASE_TEMPLATE("SelfAttention and its gradients are PyTorch's", T, float, double) {
    const auto check = []<class L>(const auto& out, const auto& d_in, const auto& d_kernel, const auto& d_bias,
                                   const auto& d_output_kernel, const auto& d_output_bias) {
        BoundStepsLayer<L, Steps<4>, T, 4> layer{Lengths{3, 1, 4}};
        fill_golden(layer.numbers.in.view(), 0);
        fill_golden(layer.d_out.view(), 1);
        fill_golden(layer.numbers.parameters[0].values.view(), 2, true);
        fill_golden(layer.numbers.parameters[1].values.view(), 3);
        fill_golden(layer.numbers.parameters[2].values.view(), 4, true);
        fill_golden(layer.numbers.parameters[3].values.view(), 5);
        layer.forward();
        layer.backward();
        check_golden<T>(layer.out.view(), out);
        check_golden<T>(layer.numbers.d_in.view(), d_in);
        const auto& gradients = layer.numbers.gradients;
        check_golden<T>(gradients[0].dense.view(), d_kernel, true);
        check_golden<T>(gradients[1].dense.view(), d_bias);
        check_golden<T>(gradients[2].dense.view(), d_output_kernel, true);
        check_golden<T>(gradients[3].dense.view(), d_output_bias);
    };
    using namespace torch_golden;
    check.template operator()<SelfAttention<2>>(self_attention_out, self_attention_d_in, self_attention_d_kernel,
                                                self_attention_d_bias, self_attention_d_output_kernel,
                                                self_attention_d_output_bias);
    check.template operator()<SelfAttention<2, Causal>>(
        causal_self_attention_out, causal_self_attention_d_in, causal_self_attention_d_kernel,
        causal_self_attention_d_bias, causal_self_attention_d_output_kernel, causal_self_attention_d_output_bias);
}

TEST_CASE("SelfAttention knows its shape before it is bound") {
    static_assert(std::is_same_v<SelfAttention<2>::output<Steps<6>>, Steps<6>>);
    static_assert(std::is_same_v<SelfAttention<3, Causal>::output<Steps<6>>, Steps<6>>);
    static_assert(!accepts<SelfAttention<1>, NoInput>);
    static_assert(!accepts<SelfAttention<1>, Shape<6>>);
    static_assert(!accepts<SelfAttention<0>, Steps<6>>);
    static_assert(!accepts<SelfAttention<4>, Steps<6>>);
    static_assert(!accepts<SelfAttention<2, int>, Steps<6>>);
    static_assert(!accepts<SelfAttention<2, Causal, Causal>, Steps<6>>);
    const LayerDescription line = first_line_of_steps<SelfAttention<2, Causal>, Steps<6>>();
    CHECK(line.label == "SelfAttention<2, Causal>");
    CHECK(line.columns == 6);
    CHECK(line.blocks == std::vector<std::size_t>{0, 1, 2, 3});
}

} // namespace self_attention_test
