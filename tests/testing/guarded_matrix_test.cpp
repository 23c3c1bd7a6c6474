// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/testing/guarded_matrix.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <doctest/doctest.h>

namespace guarded_matrix_test {

using linnet::GuardedMatrix;
using linnet::Random;

TEST_CASE_TEMPLATE("a guarded matrix is unaligned and its rows lie apart", T, float, double) {
    GuardedMatrix<T> matrix{4, 5};
    CHECK(matrix.view().rows == 4);
    CHECK(matrix.view().columns == 5);
    CHECK(matrix.view().stride == 8);
    CHECK(reinterpret_cast<std::uintptr_t>(matrix.view().data) % 64 == sizeof(T));
    CHECK(GuardedMatrix<T>{4, 5, 0}.view().stride == 5);
}

TEST_CASE_TEMPLATE("writing the elements of a guarded matrix leaves it intact", T, float, double) {
    GuardedMatrix<T> matrix{4, 5};
    CHECK(matrix.intact());
    matrix.fill(T{2});
    CHECK(matrix.view()(3, 4) == T{2});
    matrix.draw(Random{1, 2});
    CHECK(matrix.intact());
    GuardedMatrix<T> empty{0, 0, 0};
    CHECK(empty.intact());
}

TEST_CASE_TEMPLATE("a guarded matrix sees every element written around it", T, float, double) {
    for (const std::size_t gap : {std::size_t{0}, std::size_t{3}}) {
        const GuardedMatrix<T> clean{4, 5, gap};
        const auto stride = static_cast<std::ptrdiff_t>(5 + gap);
        for (std::ptrdiff_t i = -16 / static_cast<std::ptrdiff_t>(sizeof(T)); i < 8 * stride; ++i) {
            const bool element = i >= 0 && i / stride < 4 && i % stride < 5;
            GuardedMatrix<T> matrix = clean;
            matrix.view().data[i] = T{1};
            CHECK(matrix.intact() == element);
        }
    }
}

TEST_CASE_TEMPLATE("a guarded matrix sees guards copied from a matrix of another mark", T, float, double) {
    GuardedMatrix<T> to{2, 2, 1, 0};
    const GuardedMatrix<T> same{2, 2, 1, 0};
    const GuardedMatrix<T> other{2, 2, 1, 1};
    std::memcpy(&to.view()(0, 2), &same.view()(0, 2), sizeof(T));
    CHECK(to.intact());
    std::memcpy(&to.view()(0, 2), &other.view()(0, 2), sizeof(T));
    CHECK_FALSE(to.intact());
}

TEST_CASE("a guarded matrix draws the same numbers for float and double, away from zero") {
    GuardedMatrix<float> f{50, 20};
    GuardedMatrix<double> d{50, 20};
    f.draw(Random{3, 4});
    d.draw(Random{3, 4});
    std::size_t differences = 0;
    std::size_t near_zero = 0;
    std::size_t negative = 0;
    for (std::size_t r = 0; r < 50; ++r) {
        for (std::size_t c = 0; c < 20; ++c) {
            differences += static_cast<double>(f.view()(r, c)) == d.view()(r, c) ? 0U : 1U;
            near_zero += std::abs(d.view()(r, c)) < 0.0499 || std::abs(d.view()(r, c)) > 1.0 ? 1U : 0U;
            negative += d.view()(r, c) < 0 ? 1U : 0U;
        }
    }
    CHECK(differences == 0);
    CHECK(near_zero == 0);
    CHECK(negative > 400);
    CHECK(negative < 600);
}

} // namespace guarded_matrix_test
