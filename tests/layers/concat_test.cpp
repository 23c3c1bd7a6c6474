// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/concat.hpp>

#include <cmath>
#include <tuple>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/input.hpp>
#include <linnet/layers/tanh.hpp>

#include "../support/layer_checks.hpp"

namespace concat_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Price = Numeric<"price", 2>;
using Features = Concat<Embedding<User, 9>, Input<Price>, Embedding<User, 1>>;
using Skip = Concat<Dense<3>, Tanh>;

} // namespace

TEST_CASE_TEMPLATE("Concat puts its branches side by side", T, float, double) {
    const auto features = [](auto& layer) {
        const auto users = std::get<0>(layer.batch().columns);
        return naive_concat(
            naive_concat(naive_embedding(block_of(layer, 0), users), NaiveMatrix{std::get<1>(layer.batch().columns)}),
            naive_embedding(block_of(layer, 1), users));
    };
    check_forward<Features, NoInput, T>(features, 0.0);
    const auto skip = [](auto& layer) {
        const NaiveMatrix in{layer.in.view()};
        return naive_concat(naive_dense(in, block_of(layer, 0), block_of(layer, 1)),
                            naive_map(in, [](double x) { return std::tanh(x); }));
    };
    check_forward<Skip, Shape<7>, T>(skip, 16.0);
}

TEST_CASE("Concat has the same bits at every width") {
    check_widths<Features>();
    check_few_widths<Skip, Shape<7>>();
}

TEST_CASE("the gradients of Concat are those of central differences") {
    check_gradients_at_one_width<Features>();
    check_gradients_at_one_width<Skip, Shape<7>>();
}

TEST_CASE("branches with features stand beside branches that read the input") {
    using Mixed = Concat<Dense<3>, Embedding<User, 2>, Dense<1>>;
    check_gradients_at_one_width<Mixed, Shape<5>>();
}

TEST_CASE("Concat knows its shape before it is bound") {
    static_assert(std::is_same_v<Features::output<NoInput>, Shape<12>>);
    static_assert(std::is_same_v<Features::features, TypeList<User, Price>>);
    static_assert(std::is_same_v<Skip::output<Shape<7>>, Shape<10>>);
    static_assert(Skip::reads_input);
    static_assert(!Features::reads_input);
    static_assert(!accepts<Skip, NoInput>);
    static_assert(!accepts<Concat<>, NoInput>);
    static_assert(!accepts<Concat<int, Embedding<User, 9>>, NoInput>);
    BoundLayer<Features, NoInput, float, 1> layer{LayerRun{}};
    Description description;
    layer.node.describe(description);
    REQUIRE(description.lines().size() == 4);
    CHECK(description.lines()[0].label == "Concat");
    CHECK(description.lines()[0].columns == 12);
    CHECK(description.lines()[0].depth == 0);
    CHECK(description.lines()[2].label == "Input<price>");
    CHECK(description.lines()[2].depth == 1);
}

} // namespace concat_test
