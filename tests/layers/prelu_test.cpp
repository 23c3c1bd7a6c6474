// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/prelu.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/sequence.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sum.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/layer_checks.hpp"
#include "../support/torch_crosses.hpp"

namespace prelu_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class Check>
void for_each_size(const Check& check) {
    check.template operator()<Shape<1>>();
    check.template operator()<Shape<7>>();
    check.template operator()<Shape<50>>();
}

} // namespace

TEST_CASE_TEMPLATE("PReLU multiplies what is below 0 by the slope of its column", T, float, double) {
    for_each_size([]<class In>() {
        const auto naive = [](auto& layer) {
            NaiveMatrix x{layer.in.view()};
            const NaiveMatrix slope = block_of(layer, 0);
            for (std::size_t r = 0; r < x.rows; ++r) {
                for (std::size_t c = 0; c < x.columns; ++c) {
                    x(r, c) *= x(r, c) > 0.0 ? 1.0 : slope(0, c);
                }
            }
            return x;
        };
        check_forward<PReLU, In, T>(naive, 1.0);
    });
}

TEST_CASE("PReLU has the same bits at every width") {
    for_each_size([]<class In>() { check_widths<PReLU, In>(); });
}

TEST_CASE("the gradients of PReLU are those of central differences") {
    for_each_size([]<class In>() { check_gradients_at_one_width<PReLU, In>(); });
}

TEST_CASE("the norms of samples are right for PReLU") {
    using Seen = Embedding<Sequence<"seen", 4, 6>, 5>;
    for (const std::size_t batch : {1U, 9U}) {
        CAPTURE(batch);
        check_report(4, check_sample_norms<PReLU, Shape<7>, 4>({.batch = batch}));
        check_report(4, check_sample_norms<Sequential<Seen, PReLU, Sum>, NoInput, 4>({.batch = batch}));
    }
}

TEST_CASE_TEMPLATE("PReLU and its gradients are PyTorch's", T, float, double) {
    BoundLayer<PReLU, Shape<5>, T, 4> layer{{.batch = 3}};
    fill_layer(layer);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::prelu_out);
    check_golden<T>(layer.d_in.view(), torch_golden::prelu_d_in);
    check_golden<T>(layer.gradients[0].dense.view(), torch_golden::prelu_d_slope);
}

TEST_CASE_TEMPLATE("PReLU starts with slopes of a quarter, counts 0 as below and passes NaN on", T, float, double) {
    Parameters<T> parameters;
    const typename Builder<T>::rows_list rows;
    std::uint64_t streams = 0;
    Builder<T> builder{parameters, 1, rows, streams};
    const PReLU::Node<T, 1, Shape<3>> node{builder};
    CHECK(elements<T>(parameters[0].values.view()) == std::vector<T>(3, T{0.25}));
    BoundLayer<PReLU, Shape<3>, T, 2> layer{{.batch = 1}};
    layer.in.view()(0, 0) = T{0};
    layer.in.view()(0, 1) = std::numeric_limits<T>::denorm_min();
    layer.in.view()(0, 2) = std::numeric_limits<T>::quiet_NaN();
    layer.forward();
    layer.backward();
    CHECK(layer.out.view()(0, 0) == T{0});
    CHECK(std::isnan(layer.out.view()(0, 2)));
    CHECK(layer.d_in.view()(0, 0) == layer.parameters[0].values.view()(0, 0) * layer.d_out.view()(0, 0));
    CHECK(layer.d_in.view()(0, 1) == layer.d_out.view()(0, 1));
    CHECK(std::isnan(layer.gradients[0].dense.view()(0, 2)));
}

TEST_CASE("PReLU knows its shape before it is bound") {
    static_assert(std::is_same_v<PReLU::output<Shape<5>>, Shape<5>>);
    static_assert(!accepts<PReLU, NoInput>);
    const LayerDescription line = first_line<PReLU, Shape<5>>();
    CHECK(line.label == "PReLU");
    CHECK(line.columns == 5);
    CHECK(line.blocks == std::vector<std::size_t>{0});
}

} // namespace prelu_test
