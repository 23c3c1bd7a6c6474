// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/bi_interaction.hpp>

#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/sequential.hpp>

#include "../support/layer_checks.hpp"
#include "../support/naive_fields.hpp"
#include "../support/torch_interactions_golden.hpp"
#include "../support/torch_layers.hpp"

namespace bi_interaction_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Item = Categorical<"item", 5>;
using OfTables = Sequential<Concat<Embedding<User, 3>, Embedding<Item, 3>, Embedding<User, 3>>, BiInteraction<3>>;

/// Calls `check.operator()<n, In>()` for fields of n columns.
template <class Check>
void for_each_size(const Check& check) {
    check.template operator()<1, Shape<2>>();
    check.template operator()<3, Shape<9>>();
    check.template operator()<10, Shape<40>>();
    check.template operator()<16, Shape<32>>();
    check.template operator()<35, Shape<105>>();
}

} // namespace

TEST_CASE_TEMPLATE("BiInteraction is the sum of the products of all pairs of fields", T, float, double) {
    for_each_size([]<std::size_t N, class In>() {
        const auto naive = [](auto& layer) { return naive_bi_interaction(NaiveMatrix{layer.in.view()}, N); };
        check_forward<BiInteraction<N>, In, T>(naive, 8.0);
    });
}

TEST_CASE("BiInteraction has the same bits at every width") {
    for_each_size([]<std::size_t N, class In>() { check_widths<BiInteraction<N>, In>(); });
}

TEST_CASE("the gradients of BiInteraction are those of central differences") {
    for_each_size([]<std::size_t N, class In>() { check_gradients_at_one_width<BiInteraction<N>, In>(); });
    check_gradients_at_one_width<OfTables>();
}

TEST_CASE_TEMPLATE("BiInteraction and its gradient are PyTorch's", T, float, double) {
    BoundLayer<BiInteraction<3>, Shape<12>, T, 4> layer{{.batch = 2}};
    fill_golden(layer.in.view(), 0);
    fill_golden(layer.d_out.view(), 1);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::bi_interaction_out);
    check_golden<T>(layer.d_in.view(), torch_golden::bi_interaction_d_in);
}

TEST_CASE("BiInteraction knows its shape before it is bound") {
    static_assert(std::is_same_v<BiInteraction<3>::output<Shape<9>>, Shape<3>>);
    static_assert(std::is_same_v<OfTables::output<NoInput>, Shape<3>>);
    static_assert(!accepts<BiInteraction<3>, NoInput>);
    static_assert(!accepts<BiInteraction<3>, Shape<3>>);
    static_assert(!accepts<BiInteraction<3>, Shape<8>>);
    static_assert(!accepts<BiInteraction<0>, Shape<8>>);
    const LayerDescription line = first_line<BiInteraction<3>, Shape<9>>();
    CHECK(line.label == "BiInteraction<3>");
    CHECK(line.columns == 3);
}

} // namespace bi_interaction_test
