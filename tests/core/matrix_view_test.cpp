// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/matrix_view.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <type_traits>

#include <doctest/doctest.h>

namespace matrix_view_test {

using linnet::ConstMatrixView;
using linnet::MatrixView;

namespace {

/// 3 x 4, rows 5 apart; element (r, c) is 10 r + c, the padding -1.
struct Elements {
    std::array<float, 15> data{0, 1, 2, 3, -1, 10, 11, 12, 13, -1, 20, 21, 22, 23, -1};
    MatrixView<float> view{data.data(), 3, 4, 5};
};

} // namespace

TEST_CASE("a view addresses rows and elements by its stride") {
    Elements x;
    CHECK(x.view(0, 0) == 0);
    CHECK(x.view(2, 3) == 23);
    CHECK(x.view.row(1) == x.data.data() + 5);
    CHECK(x.view.row_span(1).size() == 4);
    CHECK(x.view.row_span(1).back() == 13);
    x.view(1, 2) = 99;
    CHECK(x.data[7] == 99);
}

TEST_CASE("a slice is some columns of the same rows") {
    const Elements x;
    const auto slice = x.view.slice(1, 2);
    CHECK(slice.rows == 3);
    CHECK(slice.columns == 2);
    CHECK(slice.stride == 5);
    CHECK(slice(2, 1) == 22);
    CHECK(linnet::MatrixView<float>{}.slice(1, 2).data == nullptr);
}

TEST_CASE("top is the first rows") {
    const Elements x;
    const auto top = x.view.top(2);
    CHECK(top.rows == 2);
    CHECK(top.columns == 4);
    CHECK(top(1, 3) == 13);
    CHECK(x.view.top(0).rows == 0);
}

TEST_CASE("the middle is some rows of the same columns") {
    const Elements x;
    const auto middle = x.view.middle(1, 2);
    CHECK(middle.rows == 2);
    CHECK(middle.columns == x.view.columns);
    CHECK(middle.stride == 5);
    CHECK(middle(1, 0) == 20);
    CHECK(linnet::MatrixView<float>{}.middle(1, 2).data == nullptr);
}

TEST_CASE("a mutable view reads as a const one, and not the other way") {
    const Elements x;
    const ConstMatrixView<float> read = x.view;
    CHECK(read(2, 0) == 20);
    CHECK(std::is_convertible_v<MatrixView<float>, ConstMatrixView<float>>);
    CHECK_FALSE(std::is_convertible_v<ConstMatrixView<float>, MatrixView<float>>);
    CHECK(std::is_same_v<decltype(read.row_span(0)), std::span<const float>>);
}

TEST_CASE("a view made of nothing is empty") {
    const MatrixView<double> empty;
    CHECK(empty.data == nullptr);
    CHECK(empty.rows == 0);
    CHECK(empty.columns == 0);
}

} // namespace matrix_view_test
