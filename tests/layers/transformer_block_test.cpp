// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/transformer_block.hpp>

#include <cstddef>
#include <ratio>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/sequence.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/gelu.hpp>
#include <linnet/layers/last.hpp>
#include <linnet/layers/layer_norm.hpp>
#include <linnet/layers/relu.hpp>
#include <linnet/layers/self_attention.hpp>
#include <linnet/layers/sequential.hpp>

#include "../support/bound_steps_layer.hpp"
#include "../support/lines_of.hpp"
#include "../support/torch_layers.hpp"
#include "../support/torch_transformer_golden.hpp"

namespace transformer_block_test {

using namespace linnet;
using namespace linnet_test;

using NoDropout = std::ratio<0>;

TEST_CASE("TransformerBlock is the layers of its paper") {
    using Seen = Embedding<Sequence<"seen", 5>, 4>;
    CHECK(lines_of<Sequential<Seen, TransformerBlock<4, 2, percent<10>, 8, ReLU, Causal>, Last>>() ==
          "Embedding<seen> 4 LayerNorm 4 Residual 4(SelfAttention<2, Causal> 4 Dropout<1/10> 4) LayerNorm 4 Residual "
          "4(Dense<8> 8 Dropout<1/10> 8 ReLU 8 Dense<4> 4 Dropout<1/10> 4) Last 4");
    CHECK(
        lines_of<Sequential<Seen, TransformerBlock<4, 1, NoDropout, 4, GELU>, Last>>() ==
        "Embedding<seen> 4 LayerNorm 4 Residual 4(SelfAttention<1> 4 Dropout<0/1> 4) LayerNorm 4 Residual 4(Dense<4> 4 "
        "Dropout<0/1> 4 GELU 4 Dense<4> 4 Dropout<0/1> 4) Last 4");
    static_assert(std::is_same_v<TransformerBlock<4>, TransformerBlock<4, 1, percent<20>, 4, ReLU>>);
    static_assert(std::is_same_v<TransformerBlock<4>::output<Steps<4>>, Steps<4>>);
    static_assert(is_shape_error<TransformerBlock<4>::output<Steps<5>>>);
    static_assert(is_shape_error<TransformerBlock<4>::output<Shape<4>>>);
    static_assert(is_shape_error<TransformerBlock<4, 1, NoDropout, 4, Causal>::output<Steps<4>>>, "no activation");
}

TEST_CASE("the gradients of TransformerBlock are those of central differences") {
    check_steps_gradients<TransformerBlock<4, 2, NoDropout, 6, ReLU, Causal>, Steps<4>>({3, 0, 5, 1});
    check_steps_gradients<TransformerBlock<4, 2, NoDropout, 6, GELU>, Steps<4>>({3, 0, 5, 1});
}

// The block opens with the LayerNorm that closes the one before it, so one in front of PyTorch's and one behind
// linnet's are the same.
TEST_CASE_TEMPLATE("TransformerBlock and its gradients are PyTorch's", T, float, double) {
    const auto check = []<class Block>(const auto& out, const auto& d_in, const auto& d_attention, const auto& d_hidden,
                                       const auto& d_last) {
        BoundStepsLayer<Sequential<Block, LayerNorm>, Steps<4>, T, 4> layer{Lengths{3, 1, 4}};
        fill_golden(layer.numbers.in.view(), 0);
        fill_golden(layer.d_out.view(), 1);
        REQUIRE(layer.numbers.parameters.size() == 14);
        for (std::size_t i = 0; i < 14; ++i) {
            fill_golden(layer.numbers.parameters[i].values.view(), 2 + i);
        }
        layer.forward();
        layer.backward();
        check_golden<T>(layer.out.view(), out);
        check_golden<T>(layer.numbers.d_in.view(), d_in);
        const auto& gradients = layer.numbers.gradients;
        check_golden<T>(gradients[2].dense.view(), d_attention);
        check_golden<T>(gradients[8].dense.view(), d_hidden);
        check_golden<T>(gradients[10].dense.view(), d_last);
    };
    using namespace torch_golden;
    check.template operator()<TransformerBlock<4, 2, NoDropout, 8, GELU>>(
        gelu_block_out, gelu_block_d_in, gelu_block_d_attention, gelu_block_d_hidden, gelu_block_d_last);
    check.template operator()<TransformerBlock<4, 2, NoDropout, 8, ReLU, Causal>>(
        causal_relu_block_out, causal_relu_block_d_in, causal_relu_block_d_attention, causal_relu_block_d_hidden,
        causal_relu_block_d_last);
}

} // namespace transformer_block_test
