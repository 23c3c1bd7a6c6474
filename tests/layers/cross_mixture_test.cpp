// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/cross_mixture.hpp>

#include <cmath>
#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/sequence.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/sum.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/layer_checks.hpp"
#include "../support/torch_crosses.hpp"

namespace cross_mixture_test {

using namespace linnet;
using namespace linnet_test;

namespace {

NaiveMatrix times(const NaiveMatrix& x, const NaiveMatrix& kernel) { return naive_dense(x, kernel, NaiveMatrix(0, 0)); }
NaiveMatrix tanh_of(const NaiveMatrix& x) {
    return naive_map(x, [](double a) { return std::tanh(a); });
}
/// Columns, or rows, of a matrix.
NaiveMatrix columns_of(const NaiveMatrix& x, std::size_t first, std::size_t count) {
    NaiveMatrix out(x.rows, count);
    for (std::size_t r = 0; r < x.rows; ++r) {
        for (std::size_t c = 0; c < count; ++c) {
            out(r, c) = x(r, first + c);
        }
    }
    return out;
}
NaiveMatrix rows_of(const NaiveMatrix& x, std::size_t first, std::size_t count) {
    NaiveMatrix out(count, x.columns);
    for (std::size_t r = 0; r < count; ++r) {
        for (std::size_t c = 0; c < x.columns; ++c) {
            out(r, c) = x(first + r, c);
        }
    }
    return out;
}

template <std::size_t Layers, std::size_t Rank, std::size_t Experts, class In, class T>
void check_mixture() {
    const auto naive = [](auto& layer) {
        const NaiveMatrix start{layer.in.view()};
        NaiveMatrix state = start;
        for (std::size_t block = 0; block < layer.parameters.size(); block += 4 + Experts) {
            const NaiveMatrix down = block_of(layer, block);
            const NaiveMatrix gates = naive_softmax(times(state, block_of(layer, block + 1)));
            const NaiveMatrix up = block_of(layer, block + 2);
            const NaiveMatrix bias = block_of(layer, block + 3);
            NaiveMatrix next = state;
            for (std::size_t e = 0; e < Experts; ++e) {
                const NaiveMatrix core = block_of(layer, block + 4 + e);
                const NaiveMatrix low = tanh_of(times(tanh_of(times(state, columns_of(down, e * Rank, Rank))), core));
                const NaiveMatrix high = times(low, rows_of(up, e * Rank, Rank));
                for (std::size_t r = 0; r < next.rows; ++r) {
                    for (std::size_t c = 0; c < next.columns; ++c) {
                        next(r, c) += gates(r, e) * start(r, c) * (high(r, c) + bias(0, c));
                    }
                }
            }
            state = next;
        }
        return state;
    };
    check_forward<CrossMixture<Layers, Rank, Experts>, In, T>(naive, 64.0);
}

using Two = CrossMixture<2, 3, 2>;

} // namespace

TEST_CASE_TEMPLATE("CrossMixture multiplies its input by what its gates mix of each state", T, float, double) {
    check_mixture<1, 1, 1, Shape<1>, T>();
    check_mixture<2, 3, 2, Shape<5>, T>();
}

TEST_CASE("CrossMixture has the same bits at every width") {
    check_few_widths<Two, Shape<5>>();
    check_few_widths<CrossMixture<1, 9, 4>, Shape<17>>();
}

TEST_CASE("the gradients of CrossMixture are those of central differences") {
    check_gradients_at_one_width<Two, Shape<5>>();
}

TEST_CASE("the norms of samples are right for CrossMixture") {
    using Seen = Embedding<Sequence<"seen", 4, 6>, 5>;
    for (const std::size_t batch : {1U, 9U}) {
        CAPTURE(batch);
        check_report(4, check_sample_norms<Two, Shape<5>, 4>({.batch = batch}));
        check_report(4, check_sample_norms<Sequential<Seen, Two, Sum>, NoInput, 4>({.batch = batch}));
    }
}

TEST_CASE_TEMPLATE("CrossMixture and its gradients are those that PyTorch derives", T, float, double) {
    BoundLayer<CrossMixture<1, 3, 2>, Shape<5>, T, 4> layer{{.batch = 3}};
    fill_layer(layer);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::cross_mixture_out);
    check_golden<T>(layer.d_in.view(), torch_golden::cross_mixture_d_in);
    check_golden<T>(layer.gradients[0].dense.view(), torch_golden::cross_mixture_d_down);
    check_golden<T>(layer.gradients[1].dense.view(), torch_golden::cross_mixture_d_gate);
    check_golden<T>(layer.gradients[2].dense.view(), torch_golden::cross_mixture_d_up);
    check_golden<T>(layer.gradients[3].dense.view(), torch_golden::cross_mixture_d_bias);
    check_golden<T>(layer.gradients[4].dense.view(), torch_golden::cross_mixture_d_core_0);
    check_golden<T>(layer.gradients[5].dense.view(), torch_golden::cross_mixture_d_core_1);
}

TEST_CASE("CrossMixture knows its shape before it is bound") {
    static_assert(std::is_same_v<Two::output<Shape<5>>, Shape<5>>);
    static_assert(!accepts<Two, NoInput>);
    static_assert(!accepts<CrossMixture<0, 3, 2>, Shape<5>>);
    static_assert(!accepts<CrossMixture<2, 0, 2>, Shape<5>>);
    static_assert(!accepts<CrossMixture<2, 3, 0>, Shape<5>>);
    const LayerDescription line = first_line<Two, Shape<5>>();
    CHECK(line.label == "CrossMixture<2, 3, 2>");
    CHECK(line.columns == 5);
    const BoundLayer<Two, Shape<5>, float, 1> layer{LayerRun{}};
    CHECK(layer.parameters.size() == 12);
    CHECK(layer.parameters[6].name == "1.0.0.kernel");
    CHECK(layer.parameters[9].name == "1.2.bias");
    CHECK(layer.parameters[11].name == "1.4.0.kernel");
}

} // namespace cross_mixture_test
