// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/column_buffers.hpp>

#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

namespace column_buffers_test {

using namespace linnet;
using User = Categorical<"user">;
using Item = Categorical<"item">;
using Price = Numeric<"price", 2>;

TEST_CASE_TEMPLATE("each feature of a list has a buffer of its own", T, float, double) {
    ColumnStore<User> users;
    ColumnStore<Item> items;
    ColumnStore<Price> prices;
    users.ids = {1, 2, 3};
    items.ids = {7, 8, 9};
    prices.numbers = {1, 2, 3, 4, 5, 6};
    const auto reversed = [](std::size_t i) { return 2 - i; };

    detail::ColumnBuffers<T, TypeList<User, Item, Price>> buffers;
    buffers.reserve(3);
    const auto gathered_users = buffers.template of<User>().gather(users, 3, reversed);
    const auto gathered_items = buffers.template of<Item>().gather(items, 3, reversed);
    const auto gathered_prices = buffers.template of<Price>().gather(prices, 3, reversed);
    CHECK(std::vector<row_id>(gathered_users.begin(), gathered_users.end()) == std::vector<row_id>{3, 2, 1});
    CHECK(std::vector<row_id>(gathered_items.begin(), gathered_items.end()) == std::vector<row_id>{9, 8, 7});
    CHECK(gathered_prices(0, 1) == T{6});
}

} // namespace column_buffers_test
