// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/growing_buffer.hpp>

#include <limits>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>

namespace growing_buffer_test {

TEST_CASE("a growing buffer keeps its elements while it grows, and its memory when it is cleared") {
    linnet::GrowingBuffer<int> buffer;
    CHECK(buffer.empty());
    for (int i = 0; i < 1000; ++i) {
        buffer.push_back(i);
    }
    CHECK(buffer.size() == 1000);
    int expected = 0;
    for (const int element : buffer) {
        CHECK(element == expected++);
    }
    CHECK(expected == 1000);
    const int* const memory = buffer.begin();
    buffer.clear();
    CHECK(buffer.empty());
    buffer.push_back(7);
    CHECK(buffer.begin() == memory);
    CHECK(buffer[0] == 7);
}

TEST_CASE("room for more elements than there can be is refused, and the list stays") {
    linnet::GrowingBuffer<double> list;
    list.push_back(1.5);
    CHECK_THROWS_AS(list.reserve(std::numeric_limits<std::size_t>::max()), linnet::SettingError);
    CHECK_THROWS_AS(list.reserve(std::numeric_limits<std::size_t>::max() / 8 + 2), linnet::SettingError);
    CHECK(list.size() == 1);
    CHECK(list[0] == 1.5);
}

} // namespace growing_buffer_test
