// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/resting_rows.hpp>

#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>

namespace resting_rows_test {

using linnet::kernels::RestingRows;

TEST_CASE("rows rest until they are waked, and know since when") {
    RestingRows rows(130);
    CHECK(rows.rests(129));
    CHECK(rows.since(129) == 0);
    rows.wake(129);
    CHECK(!rows.rests(129));
    CHECK(rows.rests(128));
    rows.rest(129, 7);
    CHECK(rows.rests(129));
    CHECK(rows.since(129) == 7);
    CHECK(rows.bytes() == (130 + 3) * 8);
    CHECK(RestingRows{}.bytes() == 0);
    CHECK(RestingRows(linnet::ParameterBlock<float>{"kernel", linnet::BlockKind::dense, {4, 4}}).bytes() == 0);
    CHECK(RestingRows(linnet::ParameterBlock<float>{"table", linnet::BlockKind::rows, {4, 4}}).bytes() == 5 * 8);
}

TEST_CASE("moving rows are visited once each, in runs of neighbours") {
    for (const double share : {0.0, 0.02, 0.5, 0.98, 1.0}) {
        CAPTURE(share);
        constexpr std::size_t size = 300;
        RestingRows rows(size);
        for (std::size_t row = 0; row < size; ++row) {
            if (linnet::Random{1, 2}.uniform(row) < share) {
                rows.wake(row);
            }
        }
        for (const std::size_t most : {1UL, 18UL, 64UL, 1000UL}) {
            for (const std::size_t first : {0UL, 1UL, 63UL, 64UL, 200UL, 300UL}) {
                for (const std::size_t count : {size - first, (size - first) / 2}) {
                    std::vector<int> visits(size);
                    std::size_t behind = 0;
                    rows.for_each_moving(first, count, most, [&](std::size_t row, std::size_t n) {
                        REQUIRE(row + n <= first + count);
                        CHECK(n > 0);
                        CHECK(n <= most);
                        CHECK(row >= behind);
                        for (std::size_t r = row; r < row + n; ++r) {
                            ++visits[r];
                        }
                        behind = row + n;
                    });
                    for (std::size_t row = 0; row < size; ++row) {
                        const bool wanted = row >= first && row < first + count && !rows.rests(row);
                        CHECK(visits[row] == (wanted ? 1 : 0));
                    }
                }
            }
        }
    }
}

TEST_CASE("neighbours that move are one run") {
    RestingRows rows(200);
    for (std::size_t row = 60; row < 140; ++row) {
        rows.wake(row);
    }
    std::vector<std::size_t> sizes;
    rows.for_each_moving(0, 200, 1000, [&](std::size_t, std::size_t n) { sizes.push_back(n); });
    CHECK(sizes == std::vector<std::size_t>{80});
}

TEST_CASE("a grown table takes over what rests") {
    RestingRows before(70);
    before.wake(3);
    before.wake(69);
    before.wake(5);
    before.rest(5, 11);
    RestingRows grown(200);
    grown.take_over(before);
    CHECK(!grown.rests(3));
    CHECK(!grown.rests(69));
    CHECK(grown.rests(5));
    CHECK(grown.since(5) == 11);
    CHECK(grown.rests(70));
    CHECK(grown.since(70) == 0);
}

} // namespace resting_rows_test
