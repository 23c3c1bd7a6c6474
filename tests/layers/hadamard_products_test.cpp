// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/hadamard_products.hpp>

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

namespace hadamard_products_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Item = Categorical<"item", 5>;
using OfTables = Sequential<Concat<Embedding<User, 3>, Embedding<Item, 3>, Embedding<User, 3>>, HadamardProducts<3>>;

template <class Check>
void for_each_size(const Check& check) {
    check.template operator()<1, Shape<2>>();
    check.template operator()<10, Shape<30>>();
    check.template operator()<16, Shape<48>>();
    check.template operator()<35, Shape<70>>();
}

} // namespace

TEST_CASE_TEMPLATE("HadamardProducts is every two fields' product, element by element, below the diagonal", T, float,
                   double) {
    for_each_size([]<std::size_t N, class In>() {
        const auto naive = [](auto& layer) {
            const NaiveMatrix x{layer.in.view()};
            const auto product = [](double a, double b) { return a * b; };
            NaiveMatrix all(x.rows, 0);
            for (std::size_t i = 1; i < x.columns / N; ++i) {
                for (std::size_t j = 0; j < i; ++j) {
                    all = naive_concat(all, naive_zip(naive_field(x, N, i), naive_field(x, N, j), product));
                }
            }
            return all;
        };
        check_forward<HadamardProducts<N>, In, T>(naive, 1.0);
    });
}

TEST_CASE("HadamardProducts has the same bits at every width") {
    for_each_size([]<std::size_t N, class In>() { check_widths<HadamardProducts<N>, In>(); });
}

TEST_CASE("the gradients of HadamardProducts are those of central differences") {
    check_gradients_at_one_width<HadamardProducts<3>, Shape<12>>();
    for_each_size([]<std::size_t N, class In>() { check_gradients_at_one_width<HadamardProducts<N>, In>(); });
    check_gradients_at_one_width<OfTables>();
}

TEST_CASE_TEMPLATE("HadamardProducts and its gradient are PyTorch's", T, float, double) {
    BoundLayer<HadamardProducts<3>, Shape<12>, T, 4> layer{{.batch = 2}};
    fill_golden(layer.in.view(), 0);
    fill_golden(layer.d_out.view(), 1);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::hadamard_products_out);
    check_golden<T>(layer.d_in.view(), torch_golden::hadamard_products_d_in);
}

TEST_CASE("HadamardProducts knows its shape before it is bound") {
    static_assert(std::is_same_v<HadamardProducts<3>::output<Shape<12>>, Shape<18>>);
    static_assert(std::is_same_v<OfTables::output<NoInput>, Shape<9>>);
    static_assert(!accepts<HadamardProducts<3>, NoInput>);
    static_assert(!accepts<HadamardProducts<3>, Shape<3>>);
    static_assert(!accepts<HadamardProducts<3>, Shape<8>>);
    const LayerDescription line = first_line<HadamardProducts<3>, Shape<12>>();
    CHECK(line.label == "HadamardProducts<3>");
    CHECK(line.columns == 18);
}

} // namespace hadamard_products_test
