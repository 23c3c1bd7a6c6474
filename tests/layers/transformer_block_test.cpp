// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/transformer_block.hpp>

#include <ratio>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/sequence.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/last.hpp>

#include "../support/bound_steps_layer.hpp"
#include "../support/lines_of.hpp"

namespace transformer_block_test {

using namespace linnet;
using namespace linnet_test;

using NoDropout = std::ratio<0>;

TEST_CASE("TransformerBlock is the layers of its paper") {
    using Seen = Embedding<Sequence<"seen", 5>, 4>;
    CHECK(lines_of<Sequential<Seen, TransformerBlock<4, 2, percent<10>, 8, Causal>, Last>>() ==
          "Embedding<seen> 4 LayerNorm 4 Residual 4(SelfAttention<2, Causal> 4 Dropout<1/10> 4) LayerNorm 4 Residual "
          "4(Dense<8> 8 Dropout<1/10> 8 ReLU 8 Dense<4> 4 Dropout<1/10> 4) Last 4");
    static_assert(std::is_same_v<TransformerBlock<4>::output<Steps<4>>, Steps<4>>);
    static_assert(is_shape_error<TransformerBlock<4>::output<Steps<5>>>);
    static_assert(is_shape_error<TransformerBlock<4>::output<Shape<4>>>);
}

TEST_CASE("the gradients of TransformerBlock are those of central differences") {
    check_steps_gradients<TransformerBlock<4, 2, NoDropout, 6, Causal>, Steps<4>>({3, 0, 5, 1});
}

} // namespace transformer_block_test
