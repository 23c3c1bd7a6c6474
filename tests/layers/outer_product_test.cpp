// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/outer_product.hpp>

#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/layers/dense.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/layer_checks.hpp"
#include "../support/naive_fields.hpp"
#include "../support/torch_interactions_golden.hpp"
#include "../support/torch_layers.hpp"

namespace outer_product_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <std::size_t Columns, std::size_t Fields, class T>
void check_values() {
    check_forward<OuterProduct<Columns>, Shape<Columns * Fields>, T>(
        [](auto& layer) {
            const NaiveMatrix in{layer.in.view()};
            NaiveMatrix out(in.rows, Columns * Columns);
            for (std::size_t i = 0; i < Fields; ++i) { // the sum over all pairs, of a field with itself, too
                for (std::size_t j = 0; j < Fields; ++j) {
                    const NaiveMatrix v = naive_field(in, Columns, i);
                    const NaiveMatrix w = naive_field(in, Columns, j);
                    for (std::size_t b = 0; b < in.rows; ++b) {
                        for (std::size_t c = 0; c < out.columns; ++c) {
                            out(b, c) += v(b, c / Columns) * w(b, c % Columns);
                        }
                    }
                }
            }
            return out;
        },
        64.0);
}

} // namespace

TEST_CASE_TEMPLATE("OuterProduct sums the outer products of all pairs of fields", T, float, double) {
    check_values<1, 2, T>();
    check_values<3, 5, T>();
    check_values<15, 2, T>();
    check_values<16, 3, T>();
    check_values<17, 2, T>();
}

TEST_CASE("OuterProduct has the same bits at every width") {
    check_widths<OuterProduct<5>, Shape<15>>();
    check_few_widths<OuterProduct<17>, Shape<51>>();
}

TEST_CASE("the gradients of OuterProduct are those of central differences, and so are the norms of samples") {
    check_gradients_at_one_width<OuterProduct<1>, Shape<3>>();
    check_gradients_at_one_width<OuterProduct<3>, Shape<6>>();
    check_gradients_at_one_width<OuterProduct<17>, Shape<34>>({.batch = 2});
    check_report(4, check_sample_norms<Sequential<Dense<6>, OuterProduct<3>>, Shape<4>, 4>());
}

TEST_CASE_TEMPLATE("OuterProduct and its gradients are those that PyTorch derives", T, float, double) {
    BoundLayer<OuterProduct<3>, Shape<12>, T, 4> layer{{.batch = 2}};
    fill_golden(layer.in.view(), 0);
    fill_golden(layer.d_out.view(), 1);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::outer_product_out);
    check_golden<T>(layer.d_in.view(), torch_golden::outer_product_d_in);
}

TEST_CASE("OuterProduct knows its shape before it is bound") {
    static_assert(std::is_same_v<OuterProduct<4>::output<Shape<12>>, Shape<16>>);
    static_assert(std::is_same_v<output_of<OuterProduct<4>, Steps<12>>, Steps<16>>);
    static_assert(!accepts<OuterProduct<4>, NoInput>);
    static_assert(!accepts<OuterProduct<4>, Shape<10>>);
    static_assert(!accepts<OuterProduct<4>, Shape<4>>);
    static_assert(!accepts<OuterProduct<0>, Shape<4>>);
    const LayerDescription line = first_line<OuterProduct<4>, Shape<12>>();
    CHECK(line.label == "OuterProduct<4>");
    CHECK(line.columns == 16);
}

} // namespace outer_product_test
