// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/scatter_columns.hpp>

#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/layer_traits.hpp>
#include <linnet/core/steps.hpp>

#include "../support/layer_checks.hpp"

namespace scatter_columns_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using Mixed = ScatterColumns<19, 17, 0, 4, 5>;

} // namespace

TEST_CASE_TEMPLATE("ScatterColumns puts each column where it is told to, and zeros elsewhere", T, float, double) {
    check_forward<Mixed, Shape<4>, T>(
        [](auto& layer) {
            const NaiveMatrix in{layer.in.view()};
            NaiveMatrix out(in.rows, 19);
            for (std::size_t b = 0; b < in.rows; ++b) {
                out(b, 17) = in(b, 0);
                out(b, 0) = in(b, 1);
                out(b, 4) = in(b, 2);
                out(b, 5) = in(b, 3);
            }
            return out;
        },
        0.0);
}

TEST_CASE("ScatterColumns has the same bits at every width, and the gradients of central differences") {
    check_few_widths<Mixed, Shape<4>>();
    check_widths<ScatterColumns<1, 0>, Shape<1>>();
    check_gradients_at_one_width<Mixed, Shape<4>>();
}

TEST_CASE("ScatterColumns knows its shape before it is bound") {
    static_assert(std::is_same_v<Mixed::output<Shape<4>>, Shape<19>>);
    static_assert(std::is_same_v<output_of<Mixed, Steps<4>>, Steps<19>>);
    static_assert(!accepts<Mixed, Shape<5>>);
    static_assert(!accepts<Mixed, NoInput>);
    static_assert(!accepts<ScatterColumns<3, 0, 0>, Shape<2>>, "two columns in one place");
    static_assert(!accepts<ScatterColumns<3, 0, 3>, Shape<2>>);
    const LayerDescription line = first_line<Mixed, Shape<4>>();
    CHECK(line.label == "ScatterColumns");
    CHECK(line.columns == 19);
}

} // namespace scatter_columns_test
