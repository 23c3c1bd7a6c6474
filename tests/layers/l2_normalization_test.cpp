// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/l2_normalization.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <type_traits>

#include <doctest/doctest.h>

#include "../support/layer_checks.hpp"
#include "../support/torch_crosses.hpp"

namespace l2_normalization_test {

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

TEST_CASE_TEMPLATE("L2Normalization divides each row by its length", T, float, double) {
    for_each_size([]<class In>() {
        const auto naive = [](auto& layer) {
            NaiveMatrix x{layer.in.view()};
            const NaiveMatrix squares = naive_dot(x, x);
            for (std::size_t r = 0; r < x.rows; ++r) {
                for (std::size_t c = 0; c < x.columns; ++c) {
                    x(r, c) /= std::sqrt(squares(r, 0));
                }
            }
            return x;
        };
        check_forward<L2Normalization, In, T>(naive, 8.0);
    });
}

TEST_CASE("L2Normalization has the same bits at every width") {
    for_each_size([]<class In>() { check_widths<L2Normalization, In>(); });
}

TEST_CASE("the gradient of L2Normalization is that of central differences") {
    for_each_size([]<class In>() { check_gradients_at_one_width<L2Normalization, In>(); });
}

TEST_CASE_TEMPLATE("L2Normalization and its gradient are PyTorch's", T, float, double) {
    BoundLayer<L2Normalization, Shape<5>, T, 4> layer{{.batch = 3}};
    fill_layer(layer);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::l2_normalization_out);
    check_golden<T>(layer.d_in.view(), torch_golden::l2_normalization_d_in);
}

TEST_CASE_TEMPLATE("L2Normalization leaves rows of zeros, and passes NaN on", T, float, double) {
    BoundLayer<L2Normalization, Shape<3>, T, 2> layer{{.batch = 3}};
    for (std::size_t c = 0; c < 3; ++c) {
        layer.in.view()(0, c) = T{0};
        layer.in.view()(1, c) = c == 0 ? T{0x1p-42} : T{0}; // shorter than 1e-12
        layer.in.view()(2, c) = std::numeric_limits<T>::quiet_NaN();
    }
    layer.forward();
    layer.backward();
    const T most = T{1} / static_cast<T>(1e-12);
    CHECK(layer.out.view()(1, 0) == T{0x1p-42} * most);
    for (std::size_t c = 0; c < 3; ++c) {
        CHECK(layer.out.view()(0, c) == T{0});
        CHECK(layer.d_in.view()(0, c) == layer.d_out.view()(0, c) * most);
        CHECK(layer.d_in.view()(1, c) == layer.d_out.view()(1, c) * most);
        CHECK(std::isnan(layer.out.view()(2, c)));
        CHECK(std::isnan(layer.d_in.view()(2, c)));
    }
}

TEST_CASE("L2Normalization keeps the shape of its input and has no parameters") {
    static_assert(std::is_same_v<L2Normalization::output<Shape<5>>, Shape<5>>);
    static_assert(!accepts<L2Normalization, NoInput>);
    const LayerDescription line = first_line<L2Normalization, Shape<5>>();
    CHECK(line.label == "L2Normalization");
    CHECK(line.columns == 5);
    CHECK(line.blocks.empty());
}

} // namespace l2_normalization_test
