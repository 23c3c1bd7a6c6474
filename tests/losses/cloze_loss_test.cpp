// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/cloze_loss.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/losses/next_item_loss.hpp>

// What the loss makes of the scores is tested with the towers that give them, in network/tower_steps_test.cpp.
namespace cloze_loss_test {

using namespace linnet;

namespace {

using Seen = Sequence<"seen", dynamic, 6>;
using Item = Categorical<"item">;
using Loss = ClozeLoss<Seen, Item>;

static_assert(StepLoss<Loss> && MaskedStepLoss<Loss> && !PredictionLoss<Loss>);
static_assert(StepLoss<NextItemLoss<Seen, Item>> && !MaskedStepLoss<NextItemLoss<Seen, Item>>);

const std::vector<std::uint64_t> offsets{2, 5, 5, 6}; // the first two ids are no sample's
const std::vector<row_id> ids{9, 9, 1, 2, 3, 7};
const std::vector<row_id> next{4, 5, 8};
const std::vector<std::size_t> masked{0, 2, 3, 4, 6}; // of 4 + 1 + 2 steps

std::vector<row_id> draw(const Loss& loss, std::size_t rows, std::uint64_t step = 1) {
    std::vector<row_id> items(masked.size() * loss.items_per_step());
    loss.draw(JaggedColumn<float>{offsets, ids, {}}, next, rows, Random{5, step}, masked, items);
    return items;
}

} // namespace

TEST_CASE("each mask has the item in its place, the last that of the sample, and negatives behind it") {
    const std::vector<row_id> items = draw({.negatives = 2}, 30);
    CHECK(items[0] == 1);
    CHECK(items[3] == 3);
    CHECK(items[6] == 4);
    CHECK(items[9] == 5);
    CHECK(items[12] == 8);
}

TEST_CASE("negatives are all items but the hidden one, each as often as another") {
    std::vector<std::size_t> of_third(12);
    std::vector<std::size_t> of_last(12);
    for (std::uint64_t step = 0; step < 3000; ++step) {
        const std::vector<row_id> items = draw({.negatives = 1}, 12, step);
        ++of_third[items[3]];
        ++of_last[items[9]];
    }
    for (std::size_t item = 0; item < 12; ++item) {
        CAPTURE(item);
        const auto fits = [item](const std::vector<std::size_t>& counts, std::size_t hidden) {
            return item == 0 || item == hidden ? counts[item] == 0 : counts[item] > 230 && counts[item] < 370;
        };
        CHECK(fits(of_third, 3));
        CHECK(fits(of_last, 8));
    }
    CHECK(draw({.negatives = 3}, 1000) == draw({.negatives = 3}, 1000));
    CHECK(draw({.negatives = 3}, 1000) != draw({.negatives = 3}, 1000, 2));
}

TEST_CASE("what a history reads as row 0 is row 0 when it is hidden, too") {
    using Lenient = Sequence<"seen", dynamic, 6, UnknownId::use_row_0>;
    const std::vector<row_id> strange{9, 9, 50, 2, 3, 7};
    std::vector<row_id> items(10);
    ClozeLoss<Lenient, Item>{.negatives = 1}.draw(JaggedColumn<float>{offsets, strange, {}}, next, 30, Random{5, 1},
                                                  masked, items);
    CHECK(items[0] == 0);
    CHECK(items[2] == 3);

    std::vector<std::size_t> behind_row_0(12);
    for (std::uint64_t step = 0; step < 3000; ++step) {
        ClozeLoss<Lenient, Item>{.negatives = 1}.draw(JaggedColumn<float>{offsets, strange, {}}, next, 12,
                                                      Random{5, step}, masked, items);
        ++behind_row_0[items[1]];
    }
    CHECK(behind_row_0[0] == 0);
    for (std::size_t item = 1; item < 12; ++item) {
        CAPTURE(item);
        CHECK(behind_row_0[item] > 200);
    }
}

TEST_CASE("a table of one item and ids that it does not have are refused") {
    CHECK_THROWS_WITH_AS(
        draw({}, 2), "cloze: feature 'item' has 2 rows, so there is no other item to draw as a negative", SettingError);
    CHECK_THROWS_WITH_AS(draw({}, 8), "feature 'item', row 2: id 8 is not below 8", IdError);
    const float one = 1.0F;
    CHECK_THROWS_WITH_AS(Loss{.negatives = 0}.check(Targets<float>{ConstMatrixView<float>{&one, 1, 1, 1}}),
                         "cloze: without negatives every item would be right; set negatives to 1 or more",
                         SettingError);
}

} // namespace cloze_loss_test
