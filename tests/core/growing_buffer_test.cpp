// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/growing_buffer.hpp>

#include <doctest/doctest.h>

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

} // namespace growing_buffer_test
