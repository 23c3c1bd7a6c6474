// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/shape.hpp>

#include <doctest/doctest.h>

#include <type_traits>

namespace shape_test {

using linnet::NoInput;
using linnet::Shape;
using linnet::ShapeError;

namespace {

struct Reason {};

} // namespace

TEST_CASE("a shape knows its columns") {
    CHECK(Shape<200>::columns == 200);
    CHECK(NoInput::columns == 0);
}

TEST_CASE("an error is a shape without columns that keeps its reason") {
    CHECK(ShapeError<Reason>::columns == 0);
    CHECK(std::is_same_v<ShapeError<Reason>::reason, Reason>);
}

TEST_CASE("shapes, errors and the missing input are told apart") {
    CHECK(linnet::is_shape<Shape<1>>);
    CHECK_FALSE(linnet::is_shape<NoInput>);
    CHECK_FALSE(linnet::is_shape<ShapeError<Reason>>);
    CHECK(linnet::is_shape_error<ShapeError<Reason>>);
    CHECK_FALSE(linnet::is_shape_error<Shape<1>>);
    CHECK_FALSE(linnet::is_shape_error<NoInput>);
}

} // namespace shape_test
