// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/next_item_loss.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/sequence.hpp>

// What the loss makes of the scores is tested with the towers that give them, in network/tower_steps_test.cpp.
namespace next_item_loss_test {

using namespace linnet;

namespace {

using Seen = Sequence<"seen", dynamic, 6>;
using Item = Categorical<"item">;
using Loss = NextItemLoss<Seen, Item>;

const std::vector<std::uint64_t> offsets{2, 5, 5, 6}; // the first two ids are no sample's
const std::vector<row_id> ids{9, 9, 1, 2, 3, 7};
const std::vector<row_id> next{4, 5, 8};

std::vector<row_id> draw(const Loss& loss, std::size_t rows, std::uint64_t step = 1) {
    std::vector<row_id> items(4 * loss.items_per_step());
    loss.draw(JaggedColumn<float>{offsets, ids, {}}, next, rows, Random{5, step}, items);
    return items;
}

} // namespace

TEST_CASE("each step has the item that came next, and negatives behind it") {
    const std::vector<row_id> items = draw({.negatives = 2}, 30);
    CHECK(items[0] == 2);
    CHECK(items[3] == 3);
    CHECK(items[6] == 4);
    CHECK(items[9] == 8);
}

TEST_CASE("negatives are what a sample does not have, each as often as another") {
    std::vector<std::size_t> counts(12);
    for (std::uint64_t step = 0; step < 3000; ++step) {
        const std::vector<row_id> items = draw({}, 12, step);
        for (const std::size_t at : {1U, 3U, 5U}) {
            ++counts[items[at]];
        }
    }
    for (const std::size_t never : {0U, 1U, 2U, 3U, 4U}) {
        CHECK(counts[never] == 0);
    }
    for (std::size_t item = 5; item < 12; ++item) {
        CHECK(counts[item] > 1100); // of 9000 / 7
        CHECK(counts[item] < 1470);
    }
}

TEST_CASE("draws depend on the random numbers alone, and differ between steps and places") {
    const std::vector<row_id> items = draw({.negatives = 3}, 1000);
    CHECK(draw({.negatives = 3}, 1000) == items);
    CHECK(draw({.negatives = 3}, 1000, 2) != items);
    std::vector<row_id> negatives;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i % 4 != 0) {
            negatives.push_back(items[i]);
        }
    }
    std::sort(negatives.begin(), negatives.end());
    CHECK(std::unique(negatives.begin(), negatives.end()) - negatives.begin() > 10);
}

TEST_CASE("what a history reads as row 0 is row 0 when it comes next, too") {
    using Lenient = Sequence<"seen", dynamic, 6, UnknownId::use_row_0>;
    const NextItemLoss<Lenient, Item> loss;
    const std::vector<row_id> strange{9, 9, 1, 50, 3, 7};
    std::vector<row_id> items(8);
    loss.draw(JaggedColumn<float>{offsets, strange, {}}, next, 30, Random{5, 1}, items);
    CHECK(items[0] == 0);
    CHECK(items[2] == 3);
}

TEST_CASE("a sample that has all items gets one of them, and a table of none is refused") {
    const std::vector<std::uint64_t> one{2, 5};
    const std::vector<row_id> last{4};
    std::vector<row_id> items(6);
    Loss{}.draw(JaggedColumn<float>{one, ids, {}}, last, 5, Random{5, 1}, items);
    CHECK(std::all_of(items.begin(), items.end(), [](row_id item) { return item >= 1 && item <= 4; }));
    CHECK_THROWS_WITH_AS(draw({}, 1), "next item: feature 'item' has 1 rows, so there is no item to draw as a negative",
                         SettingError);
    CHECK_THROWS_WITH_AS(draw({}, 8), "feature 'item', row 2: id 8 is not below 8", IdError);
}

} // namespace next_item_loss_test
