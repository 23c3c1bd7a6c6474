// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <doctest/doctest.h>

#include <linnet/core/initializer.hpp>
#include <linnet/core/matrix.hpp>

namespace linnet_test {

struct Moments {
    double low, high, mean, deviation;
};

/// Draws 200 x 300 numbers, and checks that they depend only on seed and stream, and are the same for float and double.
template <linnet::Initializer I>
Moments drawn(const I& initialize, linnet::Fans fans = {200, 300}) {
    constexpr std::size_t rows = 200, columns = 300;
    linnet::Matrix<double> numbers(rows, columns), again(rows, columns), other(rows, columns);
    linnet::Matrix<float> floats(rows, columns);
    initialize(numbers.view(), fans, linnet::Random{5, 6});
    initialize(again.view(), fans, linnet::Random{5, 6});
    initialize(other.view(), fans, linnet::Random{5, 7});
    initialize(floats.view(), fans, linnet::Random{5, 6});
    Moments result{numbers.view()(0, 0), numbers.view()(0, 0), 0, 0};
    std::size_t differing = 0;
    for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t c = 0; c < columns; ++c) {
            const double x = numbers.view()(r, c);
            REQUIRE(again.view()(r, c) == x);
            REQUIRE(floats.view()(r, c) == static_cast<float>(x));
            differing += other.view()(r, c) != x;
            result.low = std::min(result.low, x);
            result.high = std::max(result.high, x);
            result.mean += x / (rows * columns);
            result.deviation += x * x / (rows * columns);
        }
    }
    CHECK(differing > rows * columns - 10);
    result.deviation = std::sqrt(result.deviation - result.mean * result.mean);
    return result;
}

} // namespace linnet_test
