// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/data/interests.hpp>

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/multi_categorical.hpp>

namespace interests_test {

using namespace linnet;
using Genres = MultiCategorical<"genres">;
using Interests = MultiCategorical<"interests">;
using Rows = std::vector<row_id>;

namespace {

/// Items 0 .. 4 of the categories {}, {1, 2}, {2, 3}, {3, 0}, {}.
ColumnStore<Genres> genres() {
    ColumnStore<Genres> store;
    store.add(Rows{});
    store.add(Rows{1, 2});
    store.add(Rows{2, 3});
    store.add(Rows{3, 0});
    store.add(Rows{});
    return store;
}

UserItems history() {
    const Rows users{1, 1, 1, 2, 4, 0};
    const Rows items{1, 2, 3, 4, 1, 1};
    return {users, items, 5, 5};
}

} // namespace

TEST_CASE("the most frequent categories come first, ties by row, weighted by their share") {
    const auto store = interests<Interests>(history(), genres());
    CHECK_NOTHROW(store.check());
    CHECK(store.size() == 5);
    // User 1 had 1: once, 2: twice, 3: twice, user 2 an item without category, user 3 nothing, user 4 one item.
    CHECK(store.offsets == std::vector<std::uint64_t>{0, 0, 3, 3, 3, 5});
    CHECK(store.ids == Rows{2, 3, 1, 1, 2});
    CHECK(store.weights == std::vector<float>{0.4F, 0.4F, 0.2F, 0.5F, 0.5F});
    const auto two = interests<Interests>(history(), genres(), 2);
    CHECK(two.ids == Rows{2, 3, 1, 2});
    CHECK(two.weights == std::vector<float>{0.4F, 0.4F, 0.5F, 0.5F}); // shares of all, not of these
    CHECK(interests<Interests>(history(), genres(), 0).ids.empty());
    CHECK(interests<Interests>(history(), genres(), 0).size() == 5);
    CHECK(interests<Interests>(UserItems{}, genres()).size() == 0);
}

TEST_CASE("weighted categories count by their weight") {
    auto weighted = genres();
    weighted.weights = {1, 3, 0, 4, 8, 5};
    const auto store = interests<Interests>(history(), weighted, 9);
    CHECK(store.ids == Rows{3, 2, 1, 2, 1});
    CHECK(store.weights == std::vector<float>{0.75F, 0.1875F, 0.0625F, 0.75F, 0.25F});
    for (const float bad : {-1.0F, std::nanf(""), std::numeric_limits<float>::infinity()}) {
        weighted.weights[2] = bad;
        CHECK_THROWS_AS(static_cast<void>(interests<Interests>(history(), weighted)), SettingError);
    }
    weighted.weights[2] = -1.0F;
    CHECK_THROWS_WITH_AS(static_cast<void>(interests<Interests>(history(), weighted)),
                         "interests: weight 2 of 'genres' is -1.000000", SettingError);
}

TEST_CASE("items without a list are refused") {
    auto few = genres();
    few.offsets.pop_back();
    CHECK_THROWS_WITH_AS(static_cast<void>(interests<Interests>(history(), few)),
                         "interests: 5 rows of items, but categories of 4", IdError);
    few.ids.pop_back();
    CHECK_THROWS_AS(static_cast<void>(interests<Interests>(history(), few)), SettingError);
}

} // namespace interests_test
