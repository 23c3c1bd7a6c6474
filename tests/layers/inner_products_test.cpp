// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/inner_products.hpp>

#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/pairwise_dot.hpp>
#include <linnet/layers/sequential.hpp>

#include "../support/layer_checks.hpp"
#include "../support/naive_fields.hpp"
#include "../support/torch_interactions_golden.hpp"
#include "../support/torch_layers.hpp"

namespace inner_products_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Item = Categorical<"item", 5>;
using OfTables = Sequential<Concat<Embedding<User, 3>, Embedding<Item, 3>, Embedding<User, 3>>, InnerProducts<3>>;
using OfBranches = PairwiseDot<Embedding<User, 3>, Embedding<Item, 3>, Embedding<User, 3>>;

template <class Check>
void for_each_size(const Check& check) {
    check.template operator()<1, Shape<2>>();
    check.template operator()<10, Shape<30>>();
    check.template operator()<16, Shape<112>>();
}

} // namespace

TEST_CASE_TEMPLATE("InnerProducts is every two fields' product, below the diagonal", T, float, double) {
    for_each_size([]<std::size_t N, class In>() {
        const auto naive = [](auto& layer) {
            const NaiveMatrix x{layer.in.view()};
            NaiveMatrix all(x.rows, 0);
            for (std::size_t i = 1; i < x.columns / N; ++i) {
                for (std::size_t j = 0; j < i; ++j) {
                    all = naive_concat(all, naive_dot(naive_field(x, N, i), naive_field(x, N, j)));
                }
            }
            return all;
        };
        check_forward<InnerProducts<N>, In, T>(naive, 20.0);
    });
}

TEST_CASE("InnerProducts has the same bits at every width") {
    for_each_size([]<std::size_t N, class In>() { check_widths<InnerProducts<N>, In>(); });
}

TEST_CASE("InnerProducts has the bits of PairwiseDot") {
    const LayerResult<float> fields = run_layer<OfTables, NoInput, float, 4>({.batch = 9});
    const LayerResult<float> branches = run_layer<OfBranches, NoInput, float, 4>({.batch = 9});
    CHECK(differences(fields.out, branches.out) == 0);
    CHECK(differences(fields.gradients, branches.gradients) == 0);
}

TEST_CASE("the gradients of InnerProducts are those of central differences") {
    check_gradients_at_one_width<InnerProducts<3>, Shape<12>>();
    for_each_size([]<std::size_t N, class In>() { check_gradients_at_one_width<InnerProducts<N>, In>(); });
    check_gradients_at_one_width<OfTables>();
}

TEST_CASE_TEMPLATE("InnerProducts and its gradient are PyTorch's", T, float, double) {
    BoundLayer<InnerProducts<3>, Shape<12>, T, 4> layer{{.batch = 2}};
    fill_golden(layer.in.view(), 0);
    fill_golden(layer.d_out.view(), 1);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::inner_products_out);
    check_golden<T>(layer.d_in.view(), torch_golden::inner_products_d_in);
}

TEST_CASE("InnerProducts knows its shape before it is bound") {
    static_assert(std::is_same_v<InnerProducts<3>::output<Shape<12>>, Shape<6>>);
    static_assert(std::is_same_v<OfTables::output<NoInput>, Shape<3>>);
    static_assert(!accepts<InnerProducts<3>, NoInput>);
    static_assert(!accepts<InnerProducts<3>, Shape<3>>);
    static_assert(!accepts<InnerProducts<3>, Shape<8>>);
    const LayerDescription line = first_line<InnerProducts<3>, Shape<12>>();
    CHECK(line.label == "InnerProducts<3>");
    CHECK(line.columns == 6);
}

} // namespace inner_products_test
