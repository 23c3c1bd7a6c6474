// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/add.hpp>

#include <cmath>
#include <functional>
#include <tuple>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/tanh.hpp>

#include "../support/layer_checks.hpp"

namespace add_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Item = Categorical<"item", 5>;
using Three = Add<Embedding<User, 9>, Embedding<Item, 9>, Embedding<User, 9>>;
using Residual = Add<Dense<7>, Tanh>;

} // namespace

TEST_CASE_TEMPLATE("Add is the sum of its branches", T, float, double) {
    const auto three = [](auto& layer) {
        const auto users = std::get<0>(layer.batch().columns);
        const auto items = std::get<1>(layer.batch().columns);
        const NaiveMatrix sum = naive_zip(naive_embedding(block_of(layer, 0), users),
                                          naive_embedding(block_of(layer, 1), items), std::plus<>{});
        return naive_zip(sum, naive_embedding(block_of(layer, 2), users), std::plus<>{});
    };
    check_forward<Three, NoInput, T>(three, 4.0);
    const auto residual = [](auto& layer) {
        const NaiveMatrix in{layer.in.view()};
        return naive_zip(naive_dense(in, block_of(layer, 0), block_of(layer, 1)),
                         naive_map(in, [](double x) { return std::tanh(x); }), std::plus<>{});
    };
    check_forward<Residual, Shape<7>, T>(residual, 16.0);
}

TEST_CASE("Add has the same bits at every width") {
    check_widths<Three>();
    check_few_widths<Residual, Shape<7>>();
}

TEST_CASE("the gradients of Add are those of central differences") {
    check_gradients_at_one_width<Three>();
    check_gradients_at_one_width<Residual, Shape<7>>();
}

TEST_CASE("Add of one branch is that branch") { check_gradients_at_one_width<Add<Tanh>, Shape<3>>(); }

TEST_CASE("branches with features stand beside branches that read the input") {
    using Mixed = Add<Dense<3>, Embedding<User, 3>>;
    check_gradients_at_one_width<Mixed, Shape<5>>();
}

TEST_CASE("Add knows its shape before it is bound") {
    static_assert(std::is_same_v<Residual::output<Shape<7>>, Shape<7>>);
    static_assert(std::is_same_v<Three::features, TypeList<User, Item>>);
    static_assert(Residual::reads_input);
    static_assert(!Three::reads_input);
    static_assert(!accepts<Residual, Shape<6>>);
    static_assert(!accepts<Residual, NoInput>);
    static_assert(!accepts<Add<>, Shape<6>>);
    static_assert(!accepts<Add<int>, Shape<6>>);
    const LayerDescription line = first_line<Three>();
    CHECK(line.label == "Add");
    CHECK(line.columns == 9);
}

} // namespace add_test
