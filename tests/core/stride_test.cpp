// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/stride.hpp>

#include <cstddef>

#include <doctest/doctest.h>

namespace stride_test {

using linnet::padded_stride;

TEST_CASE("narrow rows are padded to a power of two, so that they never cross a cache line") {
    CHECK(padded_stride<float>(0) == 0);
    CHECK(padded_stride<float>(1) == 1);
    CHECK(padded_stride<float>(3) == 4);
    CHECK(padded_stride<float>(9) == 16);
    CHECK(padded_stride<float>(16) == 16);
    CHECK(padded_stride<double>(5) == 8);
    CHECK(padded_stride<double>(8) == 8);
}

TEST_CASE("wide rows are padded to whole cache lines") {
    CHECK(padded_stride<float>(17) == 32);
    CHECK(padded_stride<float>(100) == 112);
    CHECK(padded_stride<double>(9) == 16);
    CHECK(padded_stride<double>(100) == 104);
}

TEST_CASE("a stride that is a multiple of 1 KB gets a line more") {
    CHECK(padded_stride<float>(256) == 272);
    CHECK(padded_stride<float>(250) == 272);
    CHECK(padded_stride<float>(1024) == 1040);
    CHECK(padded_stride<double>(128) == 136);
}

TEST_CASE_TEMPLATE("every stride keeps the rules", T, float, double) {
    constexpr std::size_t line = linnet::cache_line / sizeof(T);
    for (std::size_t columns = 1; columns < 3000; ++columns) {
        const std::size_t stride = padded_stride<T>(columns);
        REQUIRE(stride >= columns);
        REQUIRE(stride < columns + 2 * line);
        REQUIRE((stride % line == 0 || line % stride == 0));
        REQUIRE(stride * sizeof(T) % 1024 != 0);
    }
}

} // namespace stride_test
