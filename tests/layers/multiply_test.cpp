// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/multiply.hpp>

#include <cmath>
#include <functional>
#include <tuple>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/tanh.hpp>

#include "../support/layer_checks.hpp"

namespace multiply_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Item = Categorical<"item", 5>;
using Three = Multiply<Embedding<User, 9>, Embedding<Item, 9>, Embedding<User, 9>>;
using Gate = Multiply<Dense<7>, Tanh>;

} // namespace

TEST_CASE_TEMPLATE("Multiply is the product of its branches", T, float, double) {
    const auto three = [](auto& layer) {
        const auto users = std::get<0>(layer.batch().columns);
        const auto items = std::get<1>(layer.batch().columns);
        const NaiveMatrix product = naive_zip(naive_embedding(block_of(layer, 0), users),
                                              naive_embedding(block_of(layer, 1), items), std::multiplies<>{});
        return naive_zip(product, naive_embedding(block_of(layer, 2), users), std::multiplies<>{});
    };
    check_forward<Three, NoInput, T>(three, 4.0);
    const auto gate = [](auto& layer) {
        const NaiveMatrix in{layer.in.view()};
        return naive_zip(naive_dense(in, block_of(layer, 0), block_of(layer, 1)),
                         naive_map(in, [](double x) { return std::tanh(x); }), std::multiplies<>{});
    };
    check_forward<Gate, Shape<7>, T>(gate, 16.0);
}

TEST_CASE("Multiply has the same bits at every width") {
    check_widths<Three>();
    check_few_widths<Gate, Shape<7>>();
}

TEST_CASE("the gradients of Multiply are those of central differences") {
    check_gradients_at_one_width<Three>();
    check_gradients_at_one_width<Gate, Shape<7>>();
}

TEST_CASE("Multiply of one branch is that branch") { check_gradients_at_one_width<Multiply<Tanh>, Shape<3>>(); }

TEST_CASE("the gradient of Multiply is right where a branch is 0") {
    BoundLayer<Multiply<Embedding<User, 2>, Embedding<Item, 2>>, NoInput, double, 2> layer{{.batch = 1}};
    const row_id id[] = {1};
    layer.parameters[0].values.view()(1, 0) = 0.0;
    layer.forward({1, {id, id}});
    layer.backward({1, {id, id}});
    CHECK(layer.out.view()(0, 0) == 0.0);
    const double d_out = layer.d_out.view()(0, 0);
    CHECK(layer.gradients[0].rows.of(0)[0].gradient[0] == d_out * layer.parameters[1].values.view()(1, 0));
    CHECK(layer.gradients[1].rows.of(0)[0].gradient[0] == 0.0);
}

TEST_CASE("Multiply knows its shape before it is bound") {
    static_assert(std::is_same_v<Gate::output<Shape<7>>, Shape<7>>);
    static_assert(std::is_same_v<Three::features, TypeList<User, Item>>);
    static_assert(!accepts<Gate, Shape<6>>);
    static_assert(!accepts<Gate, NoInput>);
    static_assert(!accepts<Multiply<>, Shape<6>>);
    const LayerDescription line = first_line<Three>();
    CHECK(line.label == "Multiply");
    CHECK(line.columns == 9);
}

} // namespace multiply_test
