// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/field_aware_factorization.hpp>

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

namespace field_aware_factorization_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Item = Categorical<"item", 5>;
using OfTables =
    Sequential<Concat<Embedding<User, 9>, Embedding<Item, 9>, Embedding<User, 9>>, FieldAwareFactorization<3>>;

/// Calls `check.operator()<columns, fields>()`.
template <class Check>
void for_each_size(const Check& check) {
    check.template operator()<1, 2>();
    check.template operator()<4, 7>();
    check.template operator()<10, 3>();
    check.template operator()<16, 2>();
}

} // namespace

TEST_CASE_TEMPLATE("FieldAwareFactorization multiplies the vectors that two fields have for each other", T, float,
                   double) {
    for_each_size([]<std::size_t N, std::size_t M>() {
        const auto naive = [](auto& layer) {
            const NaiveMatrix x{layer.in.view()};
            NaiveMatrix out(x.rows, 1);
            for (std::size_t i = 0; i < M; ++i) {
                for (std::size_t j = i + 1; j < M; ++j) {
                    const NaiveMatrix product = naive_dot(naive_field(x, N, i * M + j), naive_field(x, N, j * M + i));
                    out = naive_zip(out, product, [](double a, double b) { return a + b; });
                }
            }
            return out;
        };
        check_forward<FieldAwareFactorization<N>, Shape<N * M * M>, T>(naive, 20.0);
    });
}

TEST_CASE("FieldAwareFactorization has the same bits at every width") {
    for_each_size([]<std::size_t N, std::size_t M>() { check_widths<FieldAwareFactorization<N>, Shape<N * M * M>>(); });
}

TEST_CASE("the gradients of FieldAwareFactorization are those of central differences") {
    for_each_size([]<std::size_t N, std::size_t M>() {
        check_gradients_at_one_width<FieldAwareFactorization<N>, Shape<N * M * M>>();
    });
    check_gradients_at_one_width<OfTables>();
}

TEST_CASE_TEMPLATE("FieldAwareFactorization and its gradient are PyTorch's", T, float, double) {
    BoundLayer<FieldAwareFactorization<2>, Shape<18>, T, 4> layer{{.batch = 2}};
    fill_golden(layer.in.view(), 0);
    fill_golden(layer.d_out.view(), 1);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::field_aware_factorization_out);
    check_golden<T>(layer.d_in.view(), torch_golden::field_aware_factorization_d_in);
}

TEST_CASE("FieldAwareFactorization knows its shape before it is bound") {
    static_assert(std::is_same_v<FieldAwareFactorization<3>::output<Shape<12>>, Shape<1>>);
    static_assert(std::is_same_v<FieldAwareFactorization<4>::output<Shape<4 * 39 * 39>>, Shape<1>>);
    static_assert(std::is_same_v<OfTables::output<NoInput>, Shape<1>>);
    static_assert(!accepts<FieldAwareFactorization<3>, NoInput>);
    static_assert(!accepts<FieldAwareFactorization<3>, Shape<3>>);
    static_assert(!accepts<FieldAwareFactorization<3>, Shape<9>>);
    static_assert(!accepts<FieldAwareFactorization<3>, Shape<13>>);
    static_assert(!accepts<FieldAwareFactorization<3>, Shape<18>>);
    static_assert(!accepts<FieldAwareFactorization<0>, Shape<18>>);
    const LayerDescription line = first_line<FieldAwareFactorization<3>, Shape<12>>();
    CHECK(line.label == "FieldAwareFactorization<3>");
    CHECK(line.columns == 1);
}

} // namespace field_aware_factorization_test
