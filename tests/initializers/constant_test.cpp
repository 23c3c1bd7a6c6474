// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/initializers/constant.hpp>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>

namespace constant_test {

TEST_CASE("Constant, Zeros and Ones fill the values and leave the padding zero") {
    linnet::Matrix<float> matrix(3, 5);
    linnet::Constant<std::ratio<-1, 4>>{}(matrix.view(), {}, linnet::Random{1, 2});
    for (std::size_t r = 0; r < 3; ++r) {
        for (std::size_t c = 0; c < matrix.stride(); ++c) {
            CHECK(matrix.view().row(r)[c] == (c < 5 ? -0.25F : 0.0F));
        }
    }
    linnet::Ones{}(matrix.view(), {}, linnet::Random{1, 2});
    CHECK(matrix.view()(2, 4) == 1.0F);
    linnet::Zeros{}(matrix.view(), {}, linnet::Random{1, 2});
    CHECK(matrix.view()(2, 4) == 0.0F);
}

} // namespace constant_test
