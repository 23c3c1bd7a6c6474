// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/list_store.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/multi_categorical.hpp>

namespace list_store_test {

using namespace linnet;
using Store = MultiCategorical<"genres", 9>::store;
using Ids = std::vector<row_id>;

namespace {

Store three_lists() {
    Store store;
    store.add(Ids{1, 2});
    store.add(Ids{});
    store.add(Ids{3});
    store.weights = {0.5F, 0.25F, 2.0F};
    return store;
}

} // namespace

TEST_CASE("lists are gathered with offsets of their own, weights beside them") {
    const Store store = three_lists();
    store.check();
    Store::Buffer<double> buffer;
    const std::array<std::size_t, 3> order{2, 0, 2};
    const auto lists = buffer.gather(store, 3, [&](std::size_t i) { return order[i]; });
    CHECK(std::vector<std::uint64_t>(lists.offsets.begin(), lists.offsets.end()) ==
          std::vector<std::uint64_t>{0, 1, 3, 4});
    CHECK(Ids(lists.ids.begin(), lists.ids.end()) == Ids{3, 1, 2, 3});
    CHECK(std::vector<double>(lists.weights.begin(), lists.weights.end()) == std::vector<double>{2, 0.5, 0.25, 2});
}

TEST_CASE("a row of another store can be appended, with its weights") {
    const Store from = three_lists();
    Store store;
    for (const std::size_t row : {2U, 1U, 0U}) {
        store.add_row(from, row);
    }
    CHECK(store.offsets == std::vector<std::uint64_t>{0, 1, 1, 3});
    CHECK(store.ids == Ids{3, 1, 2});
    CHECK(store.weights == std::vector<float>{2.0F, 0.5F, 0.25F});
}

TEST_CASE("a store that was moved from is empty, not endless") {
    Store store = three_lists();
    const Store taken = std::move(store);
    CHECK(taken.size() == 3);
    CHECK(store.size() == 0); // NOLINT(bugprone-use-after-move)
}

TEST_CASE("offsets, ids and weights that contradict each other are refused with the feature's name") {
    const auto refused = [](const Store& store) {
        CHECK_THROWS_WITH_AS(store.check(),
                             "feature 'genres': offsets must start at 0, never fall and end at the number of ids, and "
                             "weights be one per id or none",
                             SettingError);
    };
    for (const std::vector<std::uint64_t>& offsets :
         {std::vector<std::uint64_t>{0, 2, 1}, {1, 2, 3}, {0, 1}, std::vector<std::uint64_t>{}}) {
        Store store = three_lists();
        store.offsets = offsets;
        refused(store);
    }
    Store store = three_lists();
    store.weights.pop_back();
    refused(store);
}

} // namespace list_store_test
