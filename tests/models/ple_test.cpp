// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/ple.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/outputs.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/layers/tanh.hpp>
#include <linnet/models/cgc.hpp>
#include <linnet/models/mlp.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/layer_checks.hpp"
#include "../support/lines_of.hpp"
#include "../support/torch_layers.hpp"
#include "../support/torch_tasks_golden.hpp"

namespace ple_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;
using Heads = Outputs<Sequential<Mlp<3>, Dense<1>, Sigmoid>, Sequential<Dense<1>, Sigmoid>>;
template <std::size_t Units>
using Smooth = Sequential<Dense<Units>, Tanh>;
using Logits = Outputs<Dense<1>, Dense<1>>;
using Levels = TypeList<Extraction<2, 1, Smooth<4>>, Extraction<1, 1, Smooth<2>>, Extraction<1, 2, Smooth<3>>>;

} // namespace

TEST_CASE("PLE is the layers of its paper") {
    using Network = PLE<2, TypeList<Extraction<1, 1, Mlp<6>>, Extraction<2, 1, Mlp<5>>>, Heads, A, B>;
    CHECK(lines_of<Network>() ==
          "Concat 4(Embedding<a> 2 Embedding<b> 2) Mixture 18("
          "Dense<2> 2 Softmax 2 ScatterColumns 3 Dense<2> 2 Softmax 2 ScatterColumns 3 Dense<3> 3 Softmax 3 "
          "Dense<6> 6 ReLU 6 Dense<6> 6 ReLU 6 Dense<6> 6 ReLU 6) Mixture 10("
          "Slice<0, 6> 6 Dense<3> 3 Softmax 3 ScatterColumns 5 Slice<6, 6> 6 Dense<3> 3 Softmax 3 ScatterColumns 5 "
          "Slice<0, 6> 6 Dense<5> 5 ReLU 5 Slice<0, 6> 6 Dense<5> 5 ReLU 5 Slice<6, 6> 6 Dense<5> 5 ReLU 5 "
          "Slice<6, 6> 6 Dense<5> 5 ReLU 5 Slice<12, 6> 6 Dense<5> 5 ReLU 5) "
          "Outputs 2(Dense<3> 3 ReLU 3 Dense<1> 1 Sigmoid 1 Dense<1> 1 Sigmoid 1)");
    static_assert(std::is_same_v<Network::features, TypeList<A, B>>);
}

TEST_CASE("PLE of one level is CGC") {
    static_assert(
        std::is_same_v<PLE<2, TypeList<Extraction<2, 1, Mlp<6>>>, Heads, A, B>, CGC<2, 2, 1, Mlp<6>, Heads, A, B>>);
}

TEST_CASE("PLE has the same bits at every width") { check_few_widths<PLE<2, Levels, Heads, A, B>>(); }

TEST_CASE("the gradients of PLE are those of central differences") {
    check_gradients_at_one_width<PLE<2, Levels, Logits, A, B>>();
    check_gradients_at_one_width<PLE<2, Levels, Outputs<Dense<1>, Dense<2>, Dense<1>>, A, B>>();
    check_report(4, check_sample_norms<PLE<2, Levels, Logits, A, B>, NoInput, 4>());
}

TEST_CASE_TEMPLATE("PLE and its gradients are those that PyTorch derives", T, float, double) {
    using Extracted = models::detail::progressive_extraction<Levels, Logits, Shape<5>>::type;
    BoundLayer<Sequential<Extracted, Logits>, Shape<5>, T, 4> layer{{.batch = 3}};
    fill_golden(layer.in.view(), 0);
    fill_golden(layer.d_out.view(), 1);
    for (std::size_t i = 0; i < 6; ++i) {
        layer.d_out.view()(i / 2, i % 2) *= 64; // for gradients near 1
    }
    REQUIRE(layer.parameters.size() == 44);
    for (std::size_t i = 0; i < layer.parameters.size(); ++i) {
        fill_golden(layer.parameters[i].values.view(), 2 + i);
    }
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::ple_out);
    check_golden<T>(layer.d_in.view(), torch_golden::ple_d_in);
    const auto d_kernel = [&](std::size_t dense) { return layer.gradients[2 * dense].dense.view(); };
    check_golden<T>(d_kernel(0), torch_golden::ple_d_gate_0);
    check_golden<T>(d_kernel(2), torch_golden::ple_d_shared_gate);
    check_golden<T>(d_kernel(4), torch_golden::ple_d_expert_1);
    check_golden<T>(d_kernel(7), torch_golden::ple_d_shared_expert);
    check_golden<T>(d_kernel(9), torch_golden::ple_d_middle_gate_1);
    check_golden<T>(d_kernel(10), torch_golden::ple_d_middle_shared_gate);
    check_golden<T>(d_kernel(11), torch_golden::ple_d_middle_expert_0);
    check_golden<T>(d_kernel(13), torch_golden::ple_d_middle_shared_expert);
    check_golden<T>(d_kernel(14), torch_golden::ple_d_last_gate_0);
    check_golden<T>(d_kernel(17), torch_golden::ple_d_last_expert_1);
    check_golden<T>(d_kernel(19), torch_golden::ple_d_last_shared_expert_1);
    check_golden<T>(d_kernel(21), torch_golden::ple_d_head_1);
}

TEST_CASE("an expert of PLE that cannot read its input is no layer of a network") {
    static_assert(!accepts<PLE<2, TypeList<Extraction<1, 1, int>, Extraction<1, 1, Mlp<3>>>, Logits, A, B>, NoInput>);
    static_assert(!accepts<PLE<2, TypeList<Extraction<1, 1, Mlp<3>>, Extraction<1, 1, int>>, Logits, A, B>, NoInput>);
    static_assert(!accepts<PLE<2, Levels, Logits>, NoInput>, "no features");
}

} // namespace ple_test
