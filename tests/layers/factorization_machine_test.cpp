// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/factorization_machine.hpp>

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

namespace factorization_machine_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Item = Categorical<"item", 5>;
using OfTables =
    Sequential<Concat<Embedding<User, 3>, Embedding<Item, 3>, Embedding<User, 3>>, FactorizationMachine<3>>;

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

TEST_CASE_TEMPLATE("FactorizationMachine is the sum of the inner products of all pairs of fields", T, float, double) {
    for_each_size([]<std::size_t N, class In>() {
        const auto naive = [](auto& layer) {
            return naive_total(naive_bi_interaction(NaiveMatrix{layer.in.view()}, N));
        };
        check_forward<FactorizationMachine<N>, In, T>(naive, 40.0);
    });
}

TEST_CASE("FactorizationMachine has the same bits at every width") {
    for_each_size([]<std::size_t N, class In>() { check_widths<FactorizationMachine<N>, In>(); });
}

TEST_CASE("the gradients of FactorizationMachine are those of central differences") {
    for_each_size([]<std::size_t N, class In>() { check_gradients_at_one_width<FactorizationMachine<N>, In>(); });
    check_gradients_at_one_width<OfTables>();
}

TEST_CASE_TEMPLATE("FactorizationMachine and its gradient are PyTorch's", T, float, double) {
    BoundLayer<FactorizationMachine<3>, Shape<12>, T, 4> layer{{.batch = 2}};
    fill_golden(layer.in.view(), 0);
    fill_golden(layer.d_out.view(), 1);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::factorization_machine_out);
    check_golden<T>(layer.d_in.view(), torch_golden::factorization_machine_d_in);
}

TEST_CASE("FactorizationMachine knows its shape before it is bound") {
    static_assert(std::is_same_v<FactorizationMachine<3>::output<Shape<9>>, Shape<1>>);
    static_assert(std::is_same_v<OfTables::output<NoInput>, Shape<1>>);
    static_assert(!accepts<FactorizationMachine<3>, NoInput>);
    static_assert(!accepts<FactorizationMachine<3>, Shape<1>>);
    static_assert(!accepts<FactorizationMachine<3>, Shape<8>>);
    static_assert(!accepts<FactorizationMachine<0>, Shape<8>>);
    const LayerDescription line = first_line<FactorizationMachine<3>, Shape<9>>();
    CHECK(line.label == "FactorizationMachine<3>");
    CHECK(line.columns == 1);
}

} // namespace factorization_machine_test
