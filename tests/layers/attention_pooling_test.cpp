// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/attention_pooling.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/sequence.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/identity.hpp>
#include <linnet/layers/relu.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/tanh.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/bound_steps_layer.hpp"
#include "../support/torch_interactions_golden.hpp"
#include "../support/torch_layers.hpp"

namespace attention_pooling_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <std::size_t Units>
using Pooled = AttentionPooling<Sequential<Dense<Units>, Tanh, Dense<1, NoBias>>>;
using Seen = Embedding<Sequence<"seen", 4, 6>, 3>;

NaiveMatrix naive_pooling(const NaiveMatrix& in, const Lengths& lengths, const NaiveMatrix& kernel,
                          const NaiveMatrix& bias, const NaiveMatrix& last) {
    const NaiveMatrix hidden = naive_map(naive_dense(in, kernel, bias), [](double x) { return std::tanh(x); });
    const NaiveMatrix scores = naive_dense(hidden, last, NaiveMatrix{0, 0});
    NaiveMatrix out(lengths.size(), in.columns);
    std::size_t first = 0;
    for (std::size_t b = 0; b < lengths.size(); ++b) {
        NaiveMatrix weights(1, lengths[b]);
        for (std::size_t i = 0; i < lengths[b]; ++i) {
            weights(0, i) = scores(first + i, 0);
        }
        weights = naive_softmax(weights);
        for (std::size_t i = 0; i < lengths[b]; ++i) {
            for (std::size_t c = 0; c < in.columns; ++c) {
                out(b, c) += weights(0, i) * in(first + i, c);
            }
        }
        first += lengths[b];
    }
    return out;
}

template <std::size_t Columns, std::size_t Units, class T>
void check_values() {
    for (const Lengths& lengths : every_lengths()) {
        CAPTURE(steps_of(lengths));
        BoundStepsLayer<Pooled<Units>, Steps<Columns>, T, one_width<T>> layer{lengths};
        layer.forward();
        const auto block = [&](std::size_t i) { return NaiveMatrix{layer.numbers.parameters[i].values.view()}; };
        const NaiveMatrix want =
            naive_pooling(NaiveMatrix{layer.in_view().values}, lengths, block(0), block(1), block(2));
        CHECK(layer.intact());
        CHECK(largest_difference(elements<T>(layer.out.view()), want.elements) <=
              256 * static_cast<double>(std::numeric_limits<T>::epsilon()));
    }
}

} // namespace

TEST_CASE_TEMPLATE("AttentionPooling sums steps by the softmax of their scores, and none to zeros", T, float, double) {
    check_values<1, 1, T>();
    check_values<17, 3, T>();
    BoundStepsLayer<Pooled<2>, Steps<3>, T, 4> layer{Lengths{0, 1}};
    layer.forward();
    for (std::size_t c = 0; c < 3; ++c) {
        CHECK(layer.out.view()(0, c) == T{0});
        CHECK(layer.out.view()(1, c) == layer.in_view().values(0, c)); // all weight on the only step
    }
}

TEST_CASE("AttentionPooling has the same bits at every width") { check_steps_widths<Pooled<2>, Steps<17>>(1e-4); }

TEST_CASE("the gradients of AttentionPooling are those of central differences, and so are the norms of samples") {
    check_steps_gradients<Pooled<3>, Steps<1>>({3, 0, 5, 1, 3});
    check_steps_gradients<Pooled<2>, Steps<4>>({18, 0, 1});
    for (const std::size_t batch : {1U, 9U}) {
        CAPTURE(batch);
        check_report(4, check_sample_norms<Sequential<Seen, Pooled<2>>, NoInput, 4>({.batch = batch}));
    }
}

TEST_CASE_TEMPLATE("AttentionPooling and its gradients are those that PyTorch derives", T, float, double) {
    BoundStepsLayer<Pooled<2>, Steps<3>, T, 4> layer{Lengths{4, 4}};
    fill_golden(layer.numbers.in.view(), 0);
    fill_golden(layer.d_out.view(), 1);
    for (std::size_t i = 0; i < layer.numbers.parameters.size(); ++i) {
        fill_golden(layer.numbers.parameters[i].values.view(), 2 + i);
    }
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::attention_pooling_out);
    check_golden<T>(layer.numbers.d_in.view(), torch_golden::attention_pooling_d_in);
    check_golden<T>(layer.numbers.gradients[0].dense.view(), torch_golden::attention_pooling_d_kernel);
    check_golden<T>(layer.numbers.gradients[1].dense.view(), torch_golden::attention_pooling_d_bias);
    check_golden<T>(layer.numbers.gradients[2].dense.view(), torch_golden::attention_pooling_d_last);
}

TEST_CASE("AttentionPooling knows its shape before it is bound") {
    static_assert(std::is_same_v<Pooled<2>::output<Steps<5>>, Shape<5>>);
    static_assert(!accepts<Pooled<2>, NoInput>);
    static_assert(!accepts<Pooled<2>, Shape<5>>);
    static_assert(!accepts<AttentionPooling<Dense<2>>, Steps<5>>);
    static_assert(!accepts<AttentionPooling<Pooled<2>>, Steps<5>>);
    static_assert(!accepts<AttentionPooling<Seen>, Steps<5>>);
    static_assert(!accepts<AttentionPooling<Sequential<Concat<Identity, Seen>, Dense<1>>>, Steps<5>>);
    const LayerDescription line = first_line_of_steps<Pooled<2>, Steps<5>>();
    CHECK(line.label == "AttentionPooling");
    CHECK(line.columns == 5);
}

} // namespace attention_pooling_test
