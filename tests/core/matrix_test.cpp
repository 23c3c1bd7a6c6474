// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/matrix.hpp>

#include <cstddef>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/stride.hpp>

namespace matrix_test {

using linnet::Matrix;

namespace {

template <class T>
void fill(Matrix<T>& matrix) {
    for (std::size_t r = 0; r < matrix.rows(); ++r) {
        for (std::size_t c = 0; c < matrix.columns(); ++c) {
            matrix.view()(r, c) = static_cast<T>(r * 100 + c + 1);
        }
    }
}

} // namespace

TEST_CASE_TEMPLATE("a matrix is zero, its padding included", T, float, double) {
    for (const std::size_t columns : {1U, 3U, 17U, 100U, 256U}) {
        const Matrix<T> matrix(5, columns);
        CHECK(matrix.rows() == 5);
        CHECK(matrix.columns() == columns);
        CHECK(matrix.stride() == linnet::padded_stride<T>(columns));
        CHECK(matrix.bytes() == 5 * matrix.stride() * sizeof(T));
        std::size_t nonzero = 0;
        for (std::size_t i = 0; i < 5 * matrix.stride(); ++i) {
            nonzero += matrix.view().data[i] == T{0} ? 0U : 1U;
        }
        CHECK(nonzero == 0);
    }
}

TEST_CASE_TEMPLATE("writing every element leaves the padding zero", T, float, double) {
    Matrix<T> matrix(4, 21);
    fill(matrix);
    for (std::size_t r = 0; r < 4; ++r) {
        for (std::size_t c = 21; c < matrix.stride(); ++c) {
            CHECK(matrix.view().data[r * matrix.stride() + c] == T{0});
        }
    }
}

TEST_CASE("reserve allocates only when the matrix grows or changes its columns") {
    Matrix<float> matrix;
    CHECK(matrix.rows() == 0);
    matrix.reserve(4, 10);
    const float* first = matrix.view().data;
    fill(matrix);
    matrix.reserve(4, 10);
    matrix.reserve(2, 10);
    CHECK(matrix.view().data == first);
    CHECK(matrix.rows() == 4);
    CHECK(matrix.view()(3, 9) == 310);
    matrix.reserve(5, 10);
    CHECK(matrix.rows() == 5);
    CHECK(matrix.view()(3, 9) == 0);
    matrix.reserve(1, 11);
    CHECK(matrix.rows() == 1);
    CHECK(matrix.columns() == 11);
}

TEST_CASE("a copy has its own elements") {
    Matrix<float> original(2, 3);
    fill(original);
    const Matrix<float> copy = original;
    original.view()(1, 2) = -1;
    CHECK(copy.view()(1, 2) == 103);
    CHECK(copy.view().data != original.view().data);
}

TEST_CASE("a move takes the elements") {
    Matrix<float> original(2, 3);
    fill(original);
    const float* data = original.view().data;
    Matrix<float> moved = std::move(original);
    CHECK(moved.view().data == data);
    CHECK(moved.rows() == 2);
    Matrix<float> assigned;
    assigned = std::move(moved);
    CHECK(assigned.view()(1, 0) == 101);
    CHECK(assigned.columns() == 3);
}

TEST_CASE("top is a view of the first rows") {
    Matrix<float> matrix(4, 3);
    fill(matrix);
    CHECK(matrix.top(2).rows == 2);
    CHECK(matrix.top(2)(1, 1) == 102);
    CHECK(matrix.top(2).stride == matrix.stride());
}

TEST_CASE("a matrix that was moved from is empty, and can be used again") {
    linnet::Matrix<float> matrix(2, 3);
    const linnet::Matrix<float> other = std::move(matrix);
    CHECK(other.rows() == 2);
    CHECK(matrix.rows() == 0); // NOLINT(bugprone-use-after-move): that is the point
    matrix.reserve(2, 3);
    matrix.view()(1, 2) = 5.0F;
    CHECK(matrix.view()(1, 2) == 5.0F);
}

TEST_CASE("a matrix of more elements than there can be is refused, and leaves the one that should grow as it was") {
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    CHECK_THROWS_WITH_AS((Matrix<float>{most, 2}),
                         "a matrix of 18446744073709551615 rows and 2 columns asks for more memory than there can be",
                         linnet::SettingError);
    CHECK_THROWS_AS((Matrix<double>{2, most}), linnet::SettingError);
    CHECK_THROWS_AS((Matrix<float>{(std::size_t{1} << 60) + 1, 16}), linnet::SettingError); // would wrap to a row
    Matrix<float> matrix(2, 3);
    fill(matrix);
    CHECK_THROWS_AS(matrix.reserve(most / 4 + 2, 3), linnet::SettingError);
    CHECK(matrix.rows() == 2);
    CHECK(matrix.view()(1, 2) == 103.0F);
}

TEST_CASE("a borrowed matrix lies where it is, without padding; a copy, and what is made its own, has padding") {
    const auto numbers = std::make_shared<std::vector<float>>(std::vector<float>{1, 2, 3, 4, 5, 6});
    Matrix<float> borrowed{linnet::MatrixView<float>{numbers->data(), 2, 3, 3}, numbers};
    CHECK(borrowed.borrowed());
    CHECK(borrowed.stride() == 3);
    CHECK(borrowed.view()(1, 2) == 6);
    borrowed.view()(1, 2) = 7;
    CHECK(numbers->back() == 7);

    const Matrix<float> copy = borrowed;
    CHECK(!copy.borrowed());
    CHECK(copy.stride() == linnet::padded_stride<float>(3));
    CHECK(copy.view()(1, 2) == 7);
    CHECK(copy.view().row(1)[3] == 0);

    const Matrix<float> moved = std::move(borrowed);
    CHECK(moved.view().data == numbers->data());
    Matrix<float> owned = moved;
    owned = Matrix<float>{linnet::MatrixView<float>{numbers->data(), 2, 3, 3}, numbers};
    owned.own();
    CHECK(!owned.borrowed());
    CHECK(owned.view()(1, 0) == 4);
    CHECK(owned.view().row(0)[3] == 0);
    const float* const before = owned.view().data;
    owned.own(); // does nothing
    CHECK(owned.view().data == before);
}

} // namespace matrix_test
