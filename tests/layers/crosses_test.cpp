// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/crosses.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/layers/tanh.hpp>

#include "../support/layer_checks.hpp"

namespace crosses_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// With a product that has no parameters.
template <std::size_t Layers, bool Fits = true>
struct OfTanh : linnet::detail::Crosses<OfTanh<Layers, Fits>, Layers> {
    static constexpr std::string_view name = "OfTanh";
    static constexpr bool fits = Fits;
    template <std::size_t>
    using product = Tanh;
    static std::string label() { return "OfTanh"; }
};

} // namespace

TEST_CASE("layers of crosses multiply the input by any layer of each state") {
    static_assert(Layer<OfTanh<3>>);
    const auto naive = [](auto& layer) {
        const NaiveMatrix start{layer.in.view()};
        const auto cross = [](double x0, double x) { return x0 * std::tanh(x) + x; };
        return naive_zip(start, naive_zip(start, start, cross), cross);
    };
    check_forward<OfTanh<2>, Shape<5>, double>(naive, 8.0);
    check_widths<OfTanh<3>, Shape<5>>();
    check_gradients_at_one_width<OfTanh<3>, Shape<5>>();
    CHECK(first_line<OfTanh<3>, Shape<5>>().label == "OfTanh");
}

TEST_CASE("layers of crosses keep their shape, and are errors if their sizes do not fit") {
    static_assert(std::is_same_v<OfTanh<2>::output<Shape<5>>, Shape<5>>);
    static_assert(!accepts<OfTanh<0>, Shape<5>>);
    static_assert(!accepts<OfTanh<2, false>, Shape<5>>);
    static_assert(!accepts<OfTanh<2>, NoInput>);
    using Wrong = ShapeError<void>;
    static_assert(std::is_same_v<OfTanh<0>::output<Wrong>, Wrong>);
}

} // namespace crosses_test
