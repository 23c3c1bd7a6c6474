// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/sequential.hpp>

#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/dropout.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/identity.hpp>
#include <linnet/layers/input.hpp>
#include <linnet/layers/softmax.hpp>
#include <linnet/layers/tanh.hpp>

#include "../support/layer_checks.hpp"

namespace sequential_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Price = Numeric<"price", 2>;
using Image = Numeric<"image", 20>;
using Drawn = Sequential<Input<Price>, Dropout<percent<20>>>;

using Chain = Sequential<Dense<5>, Tanh, Dense<3>, Softmax>;
using Nested = Sequential<Concat<Sequential<Embedding<User, 4>, Dense<3>>, Input<Price>>,
                          Concat<Sequential<Dense<4>, Tanh>, Sequential<Tanh, Dense<2>>, Embedding<User, 1>>,
                          Dropout<percent<20>>, Dense<2>>;

} // namespace

TEST_CASE_TEMPLATE("Sequential runs its layers one after the other", T, float, double) {
    const auto chain = [](auto& layer) {
        const NaiveMatrix hidden =
            naive_map(naive_dense(NaiveMatrix{layer.in.view()}, block_of(layer, 0), block_of(layer, 1)),
                      [](double x) { return std::tanh(x); });
        return naive_softmax(naive_dense(hidden, block_of(layer, 2), block_of(layer, 3)));
    };
    check_forward<Chain, Shape<7>, T>(chain, 40.0);
    const auto narrow = [](auto& layer) {
        return naive_map(naive_dense(NaiveMatrix{layer.in.view()}, block_of(layer, 0), block_of(layer, 1)),
                         [](double x) { return std::tanh(x); });
    };
    check_forward<Sequential<Dense<1>, Tanh>, Shape<7>, T>(narrow, 20.0);
}

TEST_CASE("a Sequential has the same bits at every width") { check_few_widths<Chain, Shape<7>>(); }

TEST_CASE("the gradients of a Sequential with an input are those of central differences") {
    check_gradients_at_one_width<Chain, Shape<7>>();
    check_gradients_at_one_width<Sequential<Sequential<Dense<2>>>, Shape<3>>();
}

TEST_CASE("layers behind an input that is not trainable are trained") {
    static_assert(!Sequential<Input<Price>>::Node<double, 2, NoInput>::trainable);
    static_assert(Sequential<Input<Price>, Dense<2>>::Node<double, 2, NoInput>::trainable);
    check_gradients_at_one_width<Sequential<Input<Price>, Tanh, Dense<2>>>();
}

TEST_CASE("one unit behind lookups passes its gradient on as one row and a number for each sample") {
    using Lookups = Concat<Embedding<User, 4>, Concat<Embedding<User, 3>>>;
    using Scores = Sequential<Lookups, Dense<1>>;
    static_assert(TakesGradientForm<Lookups::Node<double, 2, NoInput>, OuterGradientForm>);
    static_assert(
        TakesGradientForm<Concat<Embedding<User, 4>, Input<Price>>::Node<double, 2, NoInput>, OuterGradientForm>);
    static_assert(!TakesGradientForm<Concat<Embedding<User, 4>, Drawn>::Node<double, 2, NoInput>, OuterGradientForm>);
    check_gradients_at_one_width<Scores>();
    check_gradients_at_one_width<Sequential<Lookups, Dense<1>, Tanh, Dense<2>>>();
    check_few_widths<Scores>();
    // Two lookups of one row: the gradient of the kernel's part, times the sum of both samples' numbers.
    BoundLayer<Scores, NoInput, double, 2> layer{{.batch = 9}};
    layer.forward();
    layer.backward();
    const auto ids = std::get<0>(layer.batch().columns);
    for (row_id row = 0; row < 4; ++row) {
        double total = 0;
        for (std::size_t b = 0; b < ids.size(); ++b) {
            total += ids[b] == row ? layer.d_out.view()(b, 0) : 0.0;
        }
        const auto gradient = block_gradient(layer.parameters[0], layer.gradients[0]);
        for (std::size_t c = 0; c < 4; ++c) {
            CHECK(gradient[row * 4 + c] == doctest::Approx(total * layer.parameters[2].values.view()(c, 0)));
        }
    }
}

TEST_CASE_TEMPLATE("one unit reads lookups and features where they lie, with the bits of one that reads a copy", T,
                   float, double) {
    using Parts = Concat<Embedding<User, 19>, Input<Image>, Embedding<User, 3>>;
    static_assert(GivesForm<typename Parts::template Node<T, 4, NoInput>, RowSegmentsForm>);
    static_assert(
        !GivesForm<typename Concat<Embedding<User, 4>, Drawn>::template Node<T, 4, NoInput>, RowSegmentsForm>);
    for (const std::size_t batch : {0U, 1U, 3U, 9U}) {
        CAPTURE(batch);
        const LayerRun run{.batch = batch};
        BoundLayer<Sequential<Parts, Dense<1>>, NoInput, T, 4> in_place{run};
        BoundLayer<Sequential<Parts, Identity, Dense<1>>, NoInput, T, 4> copied{run};
        for (auto* const layer : {&in_place.parameters, &copied.parameters}) {
            REQUIRE(layer->size() == 4);
        }
        in_place.forward();
        copied.forward();
        CHECK(elements<T>(in_place.out.view()) == elements<T>(copied.out.view()));
        in_place.backward();
        copied.backward();
        for (std::size_t block = 2; block < 4; ++block) { // kernel and bias
            CHECK(block_gradient(in_place.parameters[block], in_place.gradients[block]) ==
                  block_gradient(copied.parameters[block], copied.gradients[block]));
        }
    }
}

TEST_CASE("the gradients of one unit that reads its input where it lies are those of central differences") {
    using Parts = Concat<Embedding<User, 19>, Input<Image>>;
    check_gradients_at_one_width<Sequential<Parts, Dense<1>>>();
    check_gradients_at_one_width<Sequential<Embedding<User, 5>, Dense<1>, Tanh>>();
    check_gradients_at_one_width<Sequential<Input<Image>, Dense<1>, Tanh, Dense<2>>>();
    check_few_widths<Sequential<Parts, Dense<1>>>();
    check_few_widths<Sequential<Parts, Dense<1>>>({.batch = 1});
}

TEST_CASE("ids and columns that do not fit are refused where nothing is copied, too") {
    BoundLayer<Sequential<Input<Image>, Dense<2>>, NoInput, float, 4> layer{{.batch = 3}};
    const float numbers[80] = {};
    CHECK_THROWS_WITH_AS(layer.forward({3, {ConstMatrixView<float>{numbers, 4, 20, 20}}}),
                         "feature 'image' has 4 x 20 numbers where the batch needs 3 x 20", SettingError);
    BoundLayer<Sequential<Embedding<User, 5>, Dense<1>>, NoInput, float, 4> lookup{{.batch = 2}};
    const row_id ids[] = {0, User::rows};
    CHECK_THROWS_AS(lookup.forward({2, {std::span<const row_id>{ids}}}), IdError);
    CHECK_THROWS_AS(lookup.forward({2, {std::span<const row_id>{ids, 1}}}), SettingError);
}

TEST_CASE("a Sequential knows its shape before it is bound") {
    static_assert(std::is_same_v<Chain::output<Shape<7>>, Shape<3>>);
    static_assert(std::is_same_v<Nested::output<NoInput>, Shape<2>>);
    static_assert(std::is_same_v<Nested::features, TypeList<User, Price>>);
    static_assert(Chain::reads_input);
    static_assert(!Nested::reads_input);
    static_assert(!accepts<Chain, NoInput>);
    static_assert(!accepts<Sequential<>, Shape<3>>);
    static_assert(!accepts<Sequential<int>, Shape<3>>);
    static_assert(!accepts<Sequential<Dense<2>, int>, Shape<3>>);
    static_assert(!accepts<Sequential<Dense<2>, Embedding<User, 2>>, Shape<3>>);
}

TEST_CASE("a Sequential describes its layers in the order in which data flows") {
    const BoundLayer<Nested, NoInput, float, 1> layer{LayerRun{}};
    Description description;
    layer.node.describe(description);
    std::vector<std::string> labels;
    for (const auto& line : description.lines()) {
        labels.push_back(std::string(line.depth, ' ') + line.label);
    }
    CHECK(labels == std::vector<std::string>{"Concat", " Embedding<user>", " Dense<3>", " Input<price>", "Concat",
                                             " Dense<4>", " Tanh", " Tanh", " Dense<2>", " Embedding<user>",
                                             "Dropout<1/5>", "Dense<2>"});
}

} // namespace sequential_test
