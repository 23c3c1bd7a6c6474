// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/rescaling.hpp>

#include <ratio>
#include <type_traits>

#include <doctest/doctest.h>

#include "../support/layer_checks.hpp"

namespace rescaling_test {

using namespace linnet;
using namespace linnet_test;

using Factor = std::ratio<-7, 4>;

TEST_CASE_TEMPLATE("Rescaling multiplies each element by its factor", T, float, double) {
    const auto naive = [](auto& layer) {
        return naive_map(NaiveMatrix{layer.in.view()}, [](double x) { return -1.75 * x; });
    };
    check_forward<Rescaling<Factor>, Shape<7>, T>(naive, 2.0);
}

TEST_CASE("Rescaling has the same bits at every width, and the gradients of central differences") {
    check_widths<Rescaling<Factor>, Shape<7>>();
    check_gradients_at_one_width<Rescaling<Factor>, Shape<7>>();
}

TEST_CASE("Rescaling keeps the shape of its input and has no parameters") {
    static_assert(std::is_same_v<Rescaling<Factor>::output<Shape<5>>, Shape<5>>);
    static_assert(!accepts<Rescaling<Factor>, NoInput>);
    const LayerDescription line = first_line<Rescaling<Factor>, Shape<5>>();
    CHECK(line.label == "Rescaling");
    CHECK(line.columns == 5);
    CHECK(line.blocks.empty());
}

} // namespace rescaling_test
