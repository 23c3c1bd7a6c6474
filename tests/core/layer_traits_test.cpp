// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/layer_traits.hpp>

#include <string_view>
#include <type_traits>

#include <doctest/doctest.h>

namespace layer_traits_test {

using namespace linnet;
using namespace linnet::detail;

namespace {

template <class F>
struct Reader {
    static constexpr std::string_view name = "Reader";
    static constexpr bool reads_input = true;
    using features = TypeList<F>;
    using tables = TypeList<>;
    template <class In>
    using output = Shape<In::columns + 1>;
};

struct Starter : Reader<int> {
    static constexpr bool reads_input = false;
};

} // namespace

TEST_CASE("layers of layers ask their arguments, also such as are no layers") {
    static_assert(std::is_same_v<output_of<Reader<int>, Shape<3>>, Shape<4>>);
    static_assert(is_shape_error<output_of<int, Shape<3>>>);
    static_assert(reads_input_of<Reader<int>>);
    static_assert(reads_input_of<int>);
    static_assert(branches_read_input<>);
    static_assert(branches_read_input<Starter, Reader<int>>);
    static_assert(!branches_read_input<Starter, Starter>);
    static_assert(std::is_same_v<features_of<Reader<int>, void, Reader<char>, Reader<int>>, TypeList<int, char>>);
    static_assert(std::is_same_v<tables_of<Reader<int>, void>, TypeList<>>);
    CHECK(is_shape_error<output_of<int, Shape<3>>>);
}

TEST_CASE("the first error of a list of outputs is found, or none") {
    static_assert(std::is_void_v<first_error<>::type>);
    static_assert(std::is_void_v<first_error<Shape<1>, NoInput>::type>);
    using Second = ShapeError<int>;
    static_assert(std::is_same_v<first_error<Shape<1>, Second, ShapeError<char>>::type, Second>);
    CHECK(std::is_void_v<first_error<Shape<1>>::type>);
}

} // namespace layer_traits_test
