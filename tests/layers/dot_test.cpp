// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/dot.hpp>

#include <cmath>
#include <cstddef>
#include <tuple>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/tanh.hpp>

#include "../support/layer_checks.hpp"

namespace dot_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Item = Categorical<"item", 5>;
template <std::size_t Columns>
using Factors = Dot<Embedding<User, Columns>, Embedding<Item, Columns>>;
using Attention = Dot<Dense<7>, Tanh>;

} // namespace

TEST_CASE_TEMPLATE("Dot is the product of its branches' rows", T, float, double) {
    const auto factors = [](auto& layer) {
        return naive_dot(naive_embedding(block_of(layer, 0), std::get<0>(layer.batch().columns)),
                         naive_embedding(block_of(layer, 1), std::get<1>(layer.batch().columns)));
    };
    check_forward<Factors<1>, NoInput, T>(factors, 4.0);
    check_forward<Factors<16>, NoInput, T>(factors, 20.0);
    check_forward<Factors<50>, NoInput, T>(factors, 50.0);
    const auto attention = [](auto& layer) {
        const NaiveMatrix in{layer.in.view()};
        return naive_dot(naive_dense(in, block_of(layer, 0), block_of(layer, 1)),
                         naive_map(in, [](double x) { return std::tanh(x); }));
    };
    check_forward<Attention, Shape<7>, T>(attention, 50.0);
}

TEST_CASE("Dot has the same bits at every width") {
    check_widths<Factors<50>>();
    check_few_widths<Attention, Shape<7>>();
}

TEST_CASE("the gradients of Dot are those of central differences") {
    check_gradients_at_one_width<Factors<1>>();
    check_gradients_at_one_width<Factors<50>>();
    check_gradients_at_one_width<Attention, Shape<7>>();
}

TEST_CASE("Dot knows its shape before it is bound") {
    static_assert(std::is_same_v<Factors<9>::output<NoInput>, Shape<1>>);
    static_assert(std::is_same_v<Factors<9>::features, TypeList<User, Item>>);
    static_assert(!accepts<Attention, Shape<6>>);
    static_assert(!accepts<Attention, NoInput>);
    static_assert(!accepts<Dot<Embedding<User, 2>, Embedding<Item, 3>>, NoInput>);
    const LayerDescription line = first_line<Factors<9>>();
    CHECK(line.label == "Dot");
    CHECK(line.columns == 1);
}

} // namespace dot_test
