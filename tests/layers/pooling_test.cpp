// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/pooling.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/layer_traits.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/layers/mean.hpp>

#include "../support/bound_steps_layer.hpp"

namespace pooling_test {

using namespace linnet;

TEST_CASE("a pooling needs sequences, and says so") {
    CHECK(std::is_same_v<output_of<Mean, Steps<3>>, Shape<3>>);
    CHECK(is_shape_error<output_of<Mean, Shape<3>>>);
    CHECK(is_shape_error<output_of<Mean, NoInput>>);
    const auto line = linnet_test::first_line_of_steps<Mean, Steps<7>>();
    CHECK(line.label == "Mean");
    CHECK(line.columns == 7);
}

} // namespace pooling_test
