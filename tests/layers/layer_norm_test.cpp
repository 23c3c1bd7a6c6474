// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/layer_norm.hpp>

#include <cmath>
#include <cstddef>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include "../support/layer_checks.hpp"
#include "../support/torch_layers.hpp"

namespace layer_norm_test {

using namespace linnet;
using namespace linnet_test;

namespace {

NaiveMatrix naive_layer_norm(NaiveMatrix x, const NaiveMatrix& gamma, const NaiveMatrix& beta) {
    const auto n = static_cast<double>(x.columns);
    for (std::size_t r = 0; r < x.rows; ++r) {
        double mean = 0;
        for (std::size_t c = 0; c < x.columns; ++c) {
            mean += x(r, c) / n;
        }
        double variance = 0;
        for (std::size_t c = 0; c < x.columns; ++c) {
            variance += (x(r, c) - mean) * (x(r, c) - mean) / n;
        }
        for (std::size_t c = 0; c < x.columns; ++c) {
            x(r, c) = gamma(0, c) * (x(r, c) - mean) / std::sqrt(variance + 1e-5) + beta(0, c);
        }
    }
    return x;
}

template <class Check>
void for_each_size(const Check& check) {
    check.template operator()<Shape<1>>();
    check.template operator()<Shape<3>>();
    check.template operator()<Shape<17>>();
    check.template operator()<Shape<50>>();
}

} // namespace

TEST_CASE_TEMPLATE("LayerNorm normalizes each row", T, float, double) {
    for_each_size([]<class In>() {
        const auto naive = [](auto& layer) {
            return naive_layer_norm(NaiveMatrix{layer.in.view()}, block_of(layer, 0), block_of(layer, 1));
        };
        check_forward<LayerNorm, In, T>(naive, 64.0);
    });
}

TEST_CASE("LayerNorm has the same bits at every width") {
    for_each_size([]<class In>() { check_widths<LayerNorm, In>({}, 1e-4); });
}

TEST_CASE("the gradients of LayerNorm are those of central differences") {
    for_each_size([]<class In>() { check_gradients_at_one_width<LayerNorm, In>(); });
}

TEST_CASE("LayerNorm starts with a gain of 1 and an offset of 0") {
    Parameters<double> parameters;
    const Builder<double>::rows_list rows;
    std::uint64_t streams = 0;
    Builder<double> builder{parameters, 1, rows, streams};
    const LayerNorm::Node<double, 1, Shape<3>> node{builder};
    CHECK(elements<double>(parameters[0].values.view()) == std::vector<double>(3, 1.0));
    CHECK(elements<double>(parameters[1].values.view()) == std::vector<double>(3, 0.0));
}

TEST_CASE("LayerNorm of a row of equal numbers is its offset") {
    BoundLayer<LayerNorm, Shape<5>, float, 4> layer{{.batch = 2}};
    layer.in.fill(0.75F);
    layer.forward();
    for (std::size_t c = 0; c < 5; ++c) {
        CHECK(layer.out.view()(1, c) == layer.parameters[1].values.view()(0, c));
    }
}

TEST_CASE_TEMPLATE("LayerNorm and its gradients are PyTorch's", T, float, double) {
    BoundLayer<LayerNorm, Shape<5>, T, 4> layer{{.batch = 3}};
    fill_golden(layer.in.view(), 0);
    fill_golden(layer.d_out.view(), 1);
    fill_golden(layer.parameters[0].values.view(), 2);
    fill_golden(layer.parameters[1].values.view(), 3);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::layer_norm_out);
    check_golden<T>(layer.d_in.view(), torch_golden::layer_norm_d_in);
    check_golden<T>(layer.gradients[0].dense.view(), torch_golden::layer_norm_d_gamma);
    check_golden<T>(layer.gradients[1].dense.view(), torch_golden::layer_norm_d_beta);
}

TEST_CASE("LayerNorm knows its shape before it is bound") {
    static_assert(std::is_same_v<LayerNorm::output<Shape<5>>, Shape<5>>);
    static_assert(!accepts<LayerNorm, NoInput>);
    const LayerDescription line = first_line<LayerNorm, Shape<5>>();
    CHECK(line.label == "LayerNorm");
    CHECK(line.columns == 5);
    CHECK(line.blocks == std::vector<std::size_t>{0, 1});
}

} // namespace layer_norm_test
