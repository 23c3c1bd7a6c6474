// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/cross_network.hpp>

#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/sequence.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sum.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/layer_checks.hpp"
#include "../support/torch_crosses.hpp"

namespace cross_network_test {

using namespace linnet;
using namespace linnet_test;

namespace {

// One column has kernels of its own in Dense, and above 32 there are others.
template <class Check>
void for_each_network(const Check& check) {
    check.template operator()<CrossNetwork<2>, Shape<1>>();
    check.template operator()<CrossNetwork<1>, Shape<5>>();
    check.template operator()<CrossNetwork<3>, Shape<17>>();
    check.template operator()<CrossNetwork<2>, Shape<35>>();
}

} // namespace

TEST_CASE_TEMPLATE("CrossNetwork multiplies its input by a Dense of each state and adds the state", T, float, double) {
    for_each_network([]<class L, class In>() {
        const auto naive = [](auto& layer) {
            const NaiveMatrix start{layer.in.view()};
            NaiveMatrix state = start;
            for (std::size_t block = 0; block < layer.parameters.size(); block += 2) {
                const NaiveMatrix product = naive_dense(state, block_of(layer, block), block_of(layer, block + 1));
                const NaiveMatrix crossed = naive_zip(start, product, [](double a, double b) { return a * b; });
                state = naive_zip(crossed, state, [](double a, double b) { return a + b; });
            }
            return state;
        };
        check_forward<L, In, T>(naive, 30.0 * static_cast<double>(In::columns));
    });
}

TEST_CASE("CrossNetwork has the same bits at every width") {
    check_widths<CrossNetwork<3>, Shape<17>>({}, 1e-3);
    for_each_network([]<class L, class In>() { check_few_widths<L, In>({}, 1e-3); });
}

TEST_CASE("the gradients of CrossNetwork are those of central differences") {
    check_gradients_at_one_width<CrossNetwork<3>, Shape<5>>();
    for_each_network([]<class L, class In>() { check_gradients_at_one_width<L, In>(); });
}

TEST_CASE("the norms of samples are right for CrossNetwork") {
    for (const std::size_t batch : {1U, 2U, 9U}) {
        CAPTURE(batch);
        using Seen = Embedding<Sequence<"seen", 4, 6>, 5>;
        check_report(4, check_sample_norms<CrossNetwork<3>, Shape<5>, 4>({.batch = batch}));
        check_report(4, check_sample_norms<Sequential<Seen, CrossNetwork<2>, Sum>, NoInput, 4>({.batch = batch}));
    }
}

TEST_CASE_TEMPLATE("CrossNetwork and its gradients are those that PyTorch derives", T, float, double) {
    BoundLayer<CrossNetwork<2>, Shape<5>, T, 4> layer{{.batch = 3}};
    fill_layer(layer);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::cross_network_out);
    check_golden<T>(layer.d_in.view(), torch_golden::cross_network_d_in);
    check_golden<T>(layer.gradients[0].dense.view(), torch_golden::cross_network_d_kernel_0);
    check_golden<T>(layer.gradients[1].dense.view(), torch_golden::cross_network_d_bias_0);
    check_golden<T>(layer.gradients[2].dense.view(), torch_golden::cross_network_d_kernel_1);
    check_golden<T>(layer.gradients[3].dense.view(), torch_golden::cross_network_d_bias_1);
}

TEST_CASE("CrossNetwork knows its shape before it is bound") {
    static_assert(std::is_same_v<CrossNetwork<2>::output<Shape<5>>, Shape<5>>);
    static_assert(!accepts<CrossNetwork<2>, NoInput>);
    static_assert(!accepts<CrossNetwork<0>, Shape<5>>);
    const LayerDescription line = first_line<CrossNetwork<2>, Shape<5>>();
    CHECK(line.label == "CrossNetwork<2>");
    CHECK(line.columns == 5);
    const BoundLayer<CrossNetwork<2>, Shape<5>, float, 1> layer{LayerRun{}};
    CHECK(layer.parameters.size() == 4);
    CHECK(layer.parameters[0].name == "0.kernel");
    CHECK(layer.parameters[3].name == "1.bias");
}

} // namespace cross_network_test
