// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/over_fields.hpp>

#include <cmath>
#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/identity.hpp>
#include <linnet/layers/layer_norm.hpp>
#include <linnet/layers/mean.hpp>
#include <linnet/layers/residual.hpp>
#include <linnet/layers/self_attention.hpp>
#include <linnet/layers/softmax.hpp>
#include <linnet/layers/sum.hpp>
#include <linnet/layers/tanh.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/bound_steps_layer.hpp"
#include "../support/torch_interactions_golden.hpp"
#include "../support/torch_layers.hpp"

namespace over_fields_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <std::size_t Columns>
using Attention = OverFields<Columns, Residual<SelfAttention<2>>, Tanh>;
template <std::size_t Columns>
using Pooled = OverFields<Columns, LayerNorm, Sum>;

/// The same numbers in rows of n columns.
NaiveMatrix in_rows_of(NaiveMatrix x, std::size_t n) {
    x.rows = x.rows * x.columns / n;
    x.columns = n;
    return x;
}

template <std::size_t Columns, std::size_t Fields, std::size_t Units, class T>
void check_values() {
    check_forward<OverFields<Columns, Dense<Units>, Tanh>, Shape<Columns * Fields>, T>(
        [](auto& layer) {
            const NaiveMatrix fields = in_rows_of(NaiveMatrix{layer.in.view()}, Columns);
            NaiveMatrix out = naive_map(naive_dense(fields, block_of(layer, 0), block_of(layer, 1)),
                                        [](double x) { return std::tanh(x); });
            out.rows = layer.out.view().rows; // of none, too
            out.columns = Units * Fields;
            return out;
        },
        64.0);
    check_forward<OverFields<Columns, Sum>, Shape<Columns * Fields>, T>(
        [](auto& layer) {
            const NaiveMatrix in{layer.in.view()};
            NaiveMatrix out(in.rows, Columns);
            for (std::size_t b = 0; b < in.rows; ++b) {
                for (std::size_t c = 0; c < in.columns; ++c) {
                    out(b, c % Columns) += in(b, c);
                }
            }
            return out;
        },
        32.0);
}

/// Fields have the bits of the steps of sequences that are as long as there are fields.
template <class L, class OfSteps, std::size_t Columns, std::size_t Fields, class T>
void check_same_as_steps() {
    for (const std::size_t gap : {std::size_t{0}, std::size_t{3}}) {
        CAPTURE(gap);
        const LayerResult<T> got = run_layer<L, Shape<Columns * Fields>, T, 4>({.batch = 5, .gap = gap});
        check_same_bits(4, got, run_steps_layer<OfSteps, Steps<Columns>, T, 4>(Lengths(5, Fields)));
    }
}

} // namespace

TEST_CASE_TEMPLATE("OverFields applies layers to each field, or pools fields", T, float, double) {
    check_values<3, 5, 2, T>();
    check_values<16, 2, 17, T>();
    check_values<1, 1, 1, T>();
}

TEST_CASE_TEMPLATE("OverFields has the bits of sequences of as many steps", T, float, double) {
    check_same_as_steps<Attention<4>, Sequential<Residual<SelfAttention<2>>, Tanh>, 4, 5, T>();
    check_same_as_steps<OverFields<3, Dense<2>, SelfAttention<1>>, Sequential<Dense<2>, SelfAttention<1>>, 3, 4, T>();
    check_same_as_steps<Pooled<4>, Sequential<LayerNorm, Sum>, 4, 3, T>();
    check_same_as_steps<OverFields<5, Dense<2>>, Sequential<Dense<2>>, 5, 1, T>();
}

TEST_CASE("OverFields has the same bits at every width") {
    check_widths<OverFields<5, Dense<3>, Tanh>, Shape<15>>();
    check_few_widths<Attention<6>, Shape<18>>({}, 1e-4);
    check_few_widths<Pooled<17>, Shape<34>>();
}

TEST_CASE("the gradients of OverFields are those of central differences, and so are the norms of samples") {
    check_gradients_at_one_width<Attention<4>, Shape<12>>();
    check_gradients_at_one_width<Pooled<3>, Shape<9>>();
    check_gradients_at_one_width<OverFields<3, Add<Identity, Dense<3>>>, Shape<3>>();
    check_report(4, check_sample_norms<Attention<4>, Shape<12>, 4>());
    check_report(4, check_sample_norms<Pooled<3>, Shape<9>, 4>());
    check_report(4, check_sample_norms<Sequential<Dense<6>, OverFields<3, Dense<2>>>, Shape<5>, 4>());
}

TEST_CASE("fields of rows that touch are read and written where they lie") {
    BoundLayer<OverFields<3, Dense<2>>, Shape<12>, float, 4> touching{{.gap = 0}};
    CHECK(touching.workspace.in.of(touching.in.view()).data == touching.in.view().data);
    CHECK(touching.workspace.out.of(touching.out.view()).data == touching.out.view().data);
    BoundLayer<OverFields<3, Dense<2>>, Shape<12>, float, 4> apart{{.gap = 1}};
    apart.forward();
    CHECK(apart.workspace.in.of(apart.in.view()).data != apart.in.view().data);
    BoundLayer<OverFields<3, Dense<2>>, Shape<3>, float, 4> one_field{{.gap = 1}};
    CHECK(one_field.workspace.in.of(one_field.in.view()).data == one_field.in.view().data);
}

TEST_CASE_TEMPLATE("OverFields and its gradients are those that PyTorch derives", T, float, double) {
    BoundLayer<OverFields<3, LayerNorm, Dense<2>, Tanh>, Shape<12>, T, 4> layer{{.batch = 2}};
    fill_golden(layer.in.view(), 0);
    fill_golden(layer.d_out.view(), 1);
    for (std::size_t i = 0; i < layer.parameters.size(); ++i) {
        fill_golden(layer.parameters[i].values.view(), 2 + i);
    }
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::over_fields_out);
    check_golden<T>(layer.d_in.view(), torch_golden::over_fields_d_in);
    check_golden<T>(layer.gradients[0].dense.view(), torch_golden::over_fields_d_gamma);
    check_golden<T>(layer.gradients[1].dense.view(), torch_golden::over_fields_d_beta);
    check_golden<T>(layer.gradients[2].dense.view(), torch_golden::over_fields_d_kernel);
    check_golden<T>(layer.gradients[3].dense.view(), torch_golden::over_fields_d_bias);
}

TEST_CASE("OverFields knows its shape before it is bound") {
    static_assert(std::is_same_v<OverFields<4, Dense<3>>::output<Shape<20>>, Shape<15>>);
    static_assert(std::is_same_v<OverFields<4, Dense<3>, Mean>::output<Shape<20>>, Shape<3>>);
    static_assert(!accepts<OverFields<4, Dense<3>>, NoInput>);
    static_assert(!accepts<OverFields<4, Dense<3>>, Shape<18>>);
    static_assert(!accepts<OverFields<0, Dense<3>>, Shape<20>>);
    static_assert(!accepts<OverFields<4>, Shape<20>>);
    static_assert(!accepts<OverFields<4, SelfAttention<3>>, Shape<20>>);
    static_assert(!accepts<OverFields<4, Sum, Sum>, Shape<20>>);
    static_assert(!accepts<OverFields<4, Add<Identity, Embedding<Categorical<"a", 3>, 4>>>, Shape<20>>);
    static_assert(!accepts<Sequential<OverFields<4, Dense<3>>>, Steps<20>>);
    const LayerDescription line = first_line<Attention<4>, Shape<20>>();
    CHECK(line.label == "OverFields<4>");
    CHECK(line.columns == 20);
    CHECK(!line.steps);
    const BoundLayer<OverFields<4, LayerNorm, Dense<2>>, Shape<20>, float, 1> layer{LayerRun{}};
    CHECK(layer.parameters[0].name == "0.gamma");
    CHECK(layer.parameters[2].name == "1.kernel");
}

} // namespace over_fields_test
