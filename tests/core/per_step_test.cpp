// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/per_step.hpp>

#include <cstddef>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/layer_traits.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/dot.hpp>
#include <linnet/layers/dropout.hpp>
#include <linnet/layers/identity.hpp>
#include <linnet/layers/mean.hpp>
#include <linnet/layers/multiply.hpp>
#include <linnet/layers/relu.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/softmax.hpp>
#include <linnet/layers/tanh.hpp>

#include "../support/bound_steps_layer.hpp"

namespace per_step_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using Rows = Sequential<Dense<33>, Tanh, Dense<3>, Softmax>;
using Pooled = Sequential<Dense<6>, ReLU, Dropout<percent<20>>, Dense<4>, Mean, Dense<2>, Tanh>;

using Tanh3 = Sequential<Tanh, Dense<3>>;

} // namespace

TEST_CASE("layers of rows treat the steps of sequences as the rows of a matrix") {
    CHECK(std::is_same_v<output_of<Rows, Steps<7>>, Steps<3>>);
    const Lengths lengths{2, 0, 5};
    BoundStepsLayer<Rows, Steps<7>, float, 4> steps{lengths};
    BoundLayer<Rows, Shape<7>, float, 4> rows{{.batch = 7}};
    for (std::size_t i = 0; i < rows.parameters.size(); ++i) {
        steps.numbers.parameters[i].values = rows.parameters[i].values;
    }
    for (std::size_t r = 0; r < 7; ++r) {
        for (std::size_t c = 0; c < 7; ++c) {
            steps.numbers.in.view()(r, c) = rows.in.view()(r, c);
        }
        for (std::size_t c = 0; c < 3; ++c) {
            steps.d_out.view()(r, c) = rows.d_out.view()(r, c);
        }
    }
    steps.forward();
    rows.forward();
    CHECK(elements<float>(steps.out.view()) == elements<float>(rows.out.view()));
    steps.backward();
    rows.backward();
    CHECK(elements<float>(steps.numbers.d_in.view()) == elements<float>(rows.d_in.view()));
    CHECK(block_gradient(steps.numbers.parameters[0], steps.numbers.gradients[0]) ==
          block_gradient(rows.parameters[0], rows.gradients[0]));
}

TEST_CASE("a chain over sequences that ends in a matrix has the same bits at every width and the right gradients") {
    CHECK(std::is_same_v<output_of<Pooled, Steps<5>>, Shape<2>>);
    check_steps_widths<Pooled, Steps<5>>(100.0);
    check_steps_gradients<Pooled, Steps<5>>({3, 0, 1, 4});
}

TEST_CASE("branches of sequences are added, multiplied and put side by side, step by step") {
    using Residual = Sequential<Dense<6>, Add<Identity, Sequential<Dense<3>, Tanh, Dense<6>>>>;
    using Joined = Sequential<Residual, Concat<Identity, Tanh>, Multiply<Dense<3>, Tanh3>, Mean>;
    CHECK(std::is_same_v<output_of<Residual, Steps<5>>, Steps<6>>);
    CHECK(std::is_same_v<output_of<Joined, Steps<5>>, Shape<3>>);
    check_steps_widths<Joined, Steps<5>>(100.0);
    check_steps_gradients<Joined, Steps<5>>({3, 0, 1, 4});
}

TEST_CASE("branches of two kinds, and a layer of matrices behind sequences, are one error") {
    using Two = Concat<Identity, Mean>;
    CHECK(std::is_same_v<output_of<Two, Steps<5>>, ShapeError<detail::BranchesOfTwoKinds<Steps<5>, Shape<5>>>>);
}

TEST_CASE("an activation over sequences is applied to the layer before it while its output is in the cache") {
    using First = node_of<Dense<8>, float, 4, Steps<5>>;
    CHECK(std::is_same_v<output_form<First, node_of<ReLU, float, 4, Steps<8>>>, UnfinishedForm>);
}

TEST_CASE("a layer that needs a matrix says so where it gets sequences") {
    CHECK(std::is_same_v<output_of<Dot<Identity, Identity>, Steps<5>>,
                         ShapeError<detail::LayerNeedsMatrix<Dot<Identity, Identity>>>>);
}

} // namespace per_step_test
