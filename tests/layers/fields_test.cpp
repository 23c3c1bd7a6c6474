// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/fields.hpp>

#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/shape.hpp>

namespace fields_test {

using namespace linnet;

namespace {

struct Pairs {
    static constexpr std::size_t columns_of(std::size_t m) { return 10 * detail::pairs_of_fields(m); }
};
template <std::size_t Columns, class In>
using output = decltype(detail::output_of_fields<Pairs, Columns, In>());

} // namespace

TEST_CASE("an input of fields gives what the layer says, or one error") {
    static_assert(std::is_same_v<output<4, Shape<8>>, Shape<10>>);
    static_assert(std::is_same_v<output<4, Shape<12>>, Shape<30>>);
    static_assert(std::is_same_v<output<1, Shape<5>>, Shape<100>>);
    static_assert(std::is_same_v<output<4, NoInput>, ShapeError<detail::FieldsInput<Pairs>>>);
    static_assert(std::is_same_v<output<0, Shape<8>>, ShapeError<detail::FieldsWithoutColumns<Pairs>>>);
    static_assert(std::is_same_v<output<4, Shape<9>>, ShapeError<detail::FieldsOfOtherWidth<Pairs>>>);
    static_assert(std::is_same_v<output<4, Shape<3>>, ShapeError<detail::FieldsOfOtherWidth<Pairs>>>);
    static_assert(std::is_same_v<output<4, Shape<4>>, ShapeError<detail::FieldsOfOne<Pairs>>>);
    static_assert(std::is_same_v<output<4, Shape<0>>, ShapeError<detail::FieldsOfOne<Pairs>>>);
    static_assert(std::is_same_v<output<4, ShapeError<int>>, ShapeError<int>>);
    CHECK(detail::pairs_of_fields(0) == 0);
    CHECK(detail::pairs_of_fields(39) == 741);
}

} // namespace fields_test
