// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/outputs.hpp>

#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/mixture.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/softmax.hpp>
#include <linnet/layers/sum.hpp>
#include <linnet/layers/tanh.hpp>

#include "../support/layer_checks.hpp"

namespace outputs_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Two = Outputs<Sequential<Dense<3>, Tanh>, Dense<1>>;
using WithFeature = Outputs<Embedding<User, 2>, Dense<3>>;
using Gate = Sequential<Dense<2>, Softmax>;
using Mixed = Sequential<Mixture<Gates<Gate, Gate>, Dense<5>, Tanh>, Outputs<Dense<3>, Sequential<Dense<2>, Tanh>>>;

} // namespace

TEST_CASE_TEMPLATE("Outputs puts its heads side by side", T, float, double) {
    check_forward<Two, Shape<7>, T>(
        [](auto& layer) {
            const NaiveMatrix in{layer.in.view()};
            const NaiveMatrix hidden = naive_dense(in, block_of(layer, 0), block_of(layer, 1));
            return naive_concat(naive_map(hidden, [](double x) { return std::tanh(x); }),
                                naive_dense(in, block_of(layer, 2), block_of(layer, 3)));
        },
        16.0);
}

TEST_CASE("Outputs has the same bits at every width") {
    check_few_widths<Two, Shape<7>>();
    check_few_widths<WithFeature, Shape<3>>();
    check_few_widths<Mixed, Shape<5>>();
}

TEST_CASE("the gradients of Outputs are those of central differences") {
    check_gradients_at_one_width<Two, Shape<7>>();
    check_gradients_at_one_width<WithFeature, Shape<3>>();
    check_gradients_at_one_width<Mixed, Shape<5>>();
}

TEST_CASE("Outputs knows its shape before it is bound") {
    static_assert(std::is_same_v<Two::output<Shape<7>>, Heads<Shape<3>, Shape<1>>>);
    static_assert(std::is_same_v<Mixed::output<Shape<5>>, Heads<Shape<3>, Shape<2>>>);
    static_assert(std::is_same_v<Outputs<Sequential<Sum, Dense<2>>, Sum>::output<Steps<4>>, Heads<Shape<2>, Shape<4>>>);
    static_assert(std::is_same_v<WithFeature::features, TypeList<User>>);
    static_assert(!accepts<Outputs<>, Shape<7>> && !accepts<Two, NoInput>);
    static_assert(!accepts<Outputs<Dense<2>, Sum>, Steps<4>>, "a head of sequences");
    static_assert(!accepts<Two, Heads<Shape<5>, Shape<5>, Shape<5>>> &&
                  !accepts<WithFeature, Heads<Shape<5>, Shape<5>>>);
    static_assert(!accepts<Sequential<Two, Dense<1>>, Shape<7>> && !accepts<Concat<Two, Tanh>, Shape<7>>);
    static_assert(!accepts<Outputs<Two, Tanh>, Shape<7>> && !accepts<Sequential<Two, Tanh>, Shape<7>>);
    const LayerDescription line = first_line<Two, Shape<7>>();
    CHECK(line.label == "Outputs");
    CHECK(line.columns == 4);
}

} // namespace outputs_test
