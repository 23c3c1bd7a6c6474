// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/interests.hpp>

#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/samples/encode.hpp>
#include <linnet/samples/side_table.hpp>

#include "support/logs.hpp"

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

TEST_CASE("interests are rows of the vocabulary that encoded the categories") {
    auto categories = genres();
    CHECK_FALSE(interests<Interests>(history(), categories).encoded_by);
    categories.encoded_by = {7, 1};
    CHECK(interests<Interests>(history(), categories).encoded_by == Fingerprint{7, 1});
}

TEST_CASE("the interests of ml-100k agree with counting by name") {
    using User = Categorical<"user">;
    using Item = Categorical<"item">;
    const Frame items = linnet_test::movielens_items();
    const Interactions log = linnet_test::movielens_log("splits/loo_train.tsv");
    if (items.size() == 0 || log.empty()) {
        return;
    }
    Vocabularies<TypeList<User, Item, Genres>> vocabularies;
    vocabularies.add<User, Item>(log);
    add_values<TypeList<Genres>>(vocabularies, items);
    const auto films = side_table<TypeList<Genres>>(items, "id", vocabularies.of<Item>(), vocabularies);
    const auto data = encode<User, Item>(log, vocabularies);
    const UserItems history{data.column<User>().ids, data.column<Item>().ids, vocabularies.of<User>().size(),
                            vocabularies.of<Item>().size()};
    const auto store = interests<Interests>(history, films.column<Genres>(), 19);
    CHECK(store.size() == 944);

    std::map<std::string, std::vector<std::string>> genres_of;
    const auto names = linnet_test::movielens_lines("u.genre");
    for (const auto& line : linnet_test::movielens_lines("u.item")) {
        for (std::size_t g = 0; g < names.size(); ++g) {
            if (line[3 + g] == "1") {
                genres_of[line[0]].push_back(names[g][0]);
            }
        }
    }
    std::map<std::string, std::map<std::string, double>> counts;
    std::map<std::string, double> totals;
    for (const auto& row : linnet_test::log_rows(log)) {
        for (const auto& genre : genres_of[row.item]) {
            counts[row.user][genre] += 1.0;
            totals[row.user] += 1.0;
        }
    }
    for (std::size_t user = 1; user < store.size(); ++user) {
        const std::string name{vocabularies.of<User>().raw(user)};
        CHECK(store.offsets[user + 1] - store.offsets[user] == counts[name].size());
        for (std::uint64_t at = store.offsets[user]; at < store.offsets[user + 1]; ++at) {
            const std::string genre{vocabularies.of<Genres>().raw(store.ids[at])};
            CHECK(store.weights[at] == static_cast<float>(counts[name][genre] / totals[name]));
            CHECK((at == store.offsets[user] || store.weights[at - 1] >= store.weights[at]));
        }
    }
}

} // namespace interests_test
