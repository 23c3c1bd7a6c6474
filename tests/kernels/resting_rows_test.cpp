// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/resting_rows.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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
}

TEST_CASE("its numbers are handed over: a bit for each row, and the step since which it rests") {
    using Sizes = std::vector<std::pair<std::string, std::size_t>>;
    const auto sizes = [](RestingRows rows) {
        Sizes found;
        rows.visit(
            [&](std::string_view name, std::span<std::uint64_t> numbers) { found.emplace_back(name, numbers.size()); });
        return found;
    };
    CHECK(sizes(RestingRows(130)) == Sizes{{"moving", 3}, {"resting_since", 130}});
    CHECK(sizes({}) == Sizes{{"moving", 0}, {"resting_since", 0}});
    CHECK(sizes(RestingRows(linnet::ParameterBlock<float>{"kernel", linnet::BlockKind::dense, {4, 4}})) ==
          Sizes{{"moving", 0}, {"resting_since", 0}});
    CHECK(sizes(RestingRows(linnet::ParameterBlock<float>{"table", linnet::BlockKind::rows, {4, 4}})) ==
          Sizes{{"moving", 1}, {"resting_since", 4}});
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

TEST_CASE("the numbers of a table are the first of those of a table that has grown") {
    RestingRows before(70);
    before.wake(3);
    before.wake(69);
    before.wake(5);
    before.rest(5, 11);
    RestingRows grown(200);
    std::vector<std::vector<std::uint64_t>> saved;
    before.visit([&](std::string_view, std::span<std::uint64_t> numbers) {
        saved.emplace_back(numbers.begin(), numbers.end());
    });
    std::size_t at = 0;
    grown.visit([&](std::string_view, std::span<std::uint64_t> numbers) {
        std::copy(saved[at].begin(), saved[at].end(), numbers.begin());
        ++at;
    });
    CHECK(!grown.rests(3));
    CHECK(!grown.rests(69));
    CHECK(grown.rests(5));
    CHECK(grown.since(5) == 11);
    CHECK(grown.rests(70));
    CHECK(grown.since(70) == 0);
}

} // namespace resting_rows_test
