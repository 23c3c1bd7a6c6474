// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/max.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include "../support/pooling_checks.hpp"

namespace max_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE("Max takes the largest of each column") {
    check_pooling<Max>([](const std::vector<double>& steps) { return *std::max_element(steps.begin(), steps.end()); });
}

TEST_CASE("of equal steps the first has the maximum") {
    BoundStepsLayer<Max, Steps<1>, float, 1> layer{{3}};
    for (const std::size_t step : {0U, 1U, 2U}) {
        layer.numbers.in.view()(step, 0) = step == 0 ? 1.0F : 2.0F;
    }
    layer.d_out.view()(0, 0) = 5.0F;
    layer.forward();
    layer.backward();
    CHECK(elements<float>(layer.numbers.d_in.view()) == std::vector<float>{0, 5, 0});
}

} // namespace max_test
