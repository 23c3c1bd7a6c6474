// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/row_segments.hpp>

#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

namespace row_segments_test {

using namespace linnet;

TEST_CASE("a segment reads the rows that ids name, or all in their order") {
    const float numbers[] = {1, 2, 3, 4, 5, 6};
    const row_id ids[] = {2, 0, 2};
    const RowSegment<float> looked_up{{numbers, 3, 2, 2}, ids};
    CHECK(looked_up.row(0) == numbers + 4);
    CHECK(looked_up.row(1) == numbers);
    const RowSegment<float> in_order{{numbers, 3, 2, 2}};
    CHECK(in_order.row(1) == numbers + 2);
}

TEST_CASE("segments side by side keep their order and their columns") {
    const float numbers[] = {1, 2, 3};
    const RowSegments<float, 3> left{1, {RowSegment<float>{{numbers, 1, 3, 3}}}};
    const RowSegments<float, 1, 2> right{
        1, {RowSegment<float>{{numbers, 1, 1, 3}}, RowSegment<float>{{numbers + 1, 1, 2, 3}}}};
    const auto both = left + right;
    static_assert(std::is_same_v<decltype(both), const RowSegments<float, 3, 1, 2>>);
    CHECK(both.rows == 1);
    CHECK(both.size == 3);
    CHECK(both.segments[0].row(0) == numbers);
    CHECK(both.segments[1].row(0) == numbers);
    CHECK(both.segments[2].row(0) == numbers + 1);
}

} // namespace row_segments_test
