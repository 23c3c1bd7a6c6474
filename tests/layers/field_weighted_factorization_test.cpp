// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/field_weighted_factorization.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/layer_checks.hpp"
#include "../support/naive_fields.hpp"
#include "../support/torch_interactions_golden.hpp"
#include "../support/torch_layers.hpp"

namespace field_weighted_factorization_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Item = Categorical<"item", 5>;
using OfTables =
    Sequential<Concat<Embedding<User, 3>, Embedding<Item, 3>, Embedding<User, 3>>, FieldWeightedFactorization<3>>;

template <class Check>
void for_each_size(const Check& check) {
    check.template operator()<1, Shape<2>>();
    check.template operator()<10, Shape<30>>();
    check.template operator()<16, Shape<112>>();
}

} // namespace

TEST_CASE_TEMPLATE("FieldWeightedFactorization is the weighted sum of the inner products of pairs", T, float, double) {
    for_each_size([]<std::size_t N, class In>() {
        const auto naive = [](auto& layer) {
            const NaiveMatrix x{layer.in.view()};
            const NaiveMatrix weights = block_of(layer, 0);
            NaiveMatrix out(x.rows, 1);
            for_each_naive_pair(x, N, [&](std::size_t i, std::size_t j) {
                const NaiveMatrix product = naive_dot(naive_field(x, N, i), naive_field(x, N, j));
                for (std::size_t r = 0; r < x.rows; ++r) {
                    out(r, 0) += weights(0, j * (j - 1) / 2 + i) * product(r, 0);
                }
            });
            return out;
        };
        check_forward<FieldWeightedFactorization<N>, In, T>(naive, 40.0);
    });
}

TEST_CASE("FieldWeightedFactorization has the same bits at every width") {
    for_each_size([]<std::size_t N, class In>() { check_widths<FieldWeightedFactorization<N>, In>({}, 3e-5); });
}

TEST_CASE("the gradients of FieldWeightedFactorization are those of central differences") {
    check_gradients_at_one_width<FieldWeightedFactorization<3>, Shape<9>>();
    for_each_size([]<std::size_t N, class In>() { check_gradients_at_one_width<FieldWeightedFactorization<N>, In>(); });
    check_gradients_at_one_width<OfTables>();
}

TEST_CASE("FieldWeightedFactorization knows the norms of the gradients of samples") {
    CHECK(check_sample_norms<FieldWeightedFactorization<3>, Shape<12>, 4>());
    CHECK(check_sample_norms<OfTables, NoInput, 4>());
}

TEST_CASE_TEMPLATE("FieldWeightedFactorization and its gradients are PyTorch's", T, float, double) {
    BoundLayer<FieldWeightedFactorization<3>, Shape<12>, T, 4> layer{{.batch = 2}};
    fill_golden(layer.in.view(), 0);
    fill_golden(layer.d_out.view(), 1);
    fill_golden(layer.parameters[0].values.view(), 2);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::field_weighted_factorization_out);
    check_golden<T>(layer.d_in.view(), torch_golden::field_weighted_factorization_d_in);
    check_golden<T>(layer.gradients[0].dense.view(), torch_golden::field_weighted_factorization_d_weights);
}

TEST_CASE("the weights of FieldWeightedFactorization start at 1, or as its initializer says") {
    const auto weights = []<class L>() {
        Parameters<double> parameters;
        const Builder<double>::rows_list rows;
        std::uint64_t streams = 0;
        Builder<double> builder{parameters, 1, rows, streams};
        const typename L::template Node<double, 1, Shape<9>> node{builder};
        return elements<double>(parameters[0].values.view());
    };
    CHECK(weights.operator()<FieldWeightedFactorization<3>>() == std::vector<double>(3, 1.0));
    CHECK(weights.operator()<FieldWeightedFactorization<3, Zeros>>() == std::vector<double>(3, 0.0));
}

TEST_CASE("FieldWeightedFactorization knows its shape before it is bound") {
    static_assert(std::is_same_v<FieldWeightedFactorization<3>::output<Shape<9>>, Shape<1>>);
    static_assert(!accepts<FieldWeightedFactorization<3>, NoInput>);
    static_assert(!accepts<FieldWeightedFactorization<3>, Shape<3>>);
    static_assert(!accepts<FieldWeightedFactorization<3>, Shape<8>>);
    const LayerDescription line = first_line<FieldWeightedFactorization<3>, Shape<9>>();
    CHECK(line.label == "FieldWeightedFactorization<3>");
    CHECK(line.columns == 1);
    CHECK(line.blocks == std::vector<std::size_t>{0});
}

} // namespace field_weighted_factorization_test
