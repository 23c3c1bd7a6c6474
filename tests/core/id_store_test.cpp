// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/id_store.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>

namespace id_store_test {

using namespace linnet;
using Store = Categorical<"user", 9>::store;
using Ids = std::vector<row_id>;

TEST_CASE("ids are gathered in the order asked for") {
    Store store;
    for (const row_id id : {4U, 5U, 6U}) {
        store.add(id);
    }
    Store::Buffer<float> buffer;
    buffer.reserve(1); // and grows
    const std::array<std::size_t, 3> order{2, 0, 2};
    const auto ids = buffer.gather(store, 3, [&](std::size_t i) { return order[i]; });
    CHECK(Ids(ids.begin(), ids.end()) == Ids{6, 4, 6});
    CHECK(buffer.gather(store, 0, [](std::size_t) { return std::size_t{9}; }).empty());
}

TEST_CASE("an id may be of any integer type, and is not cut to fit") {
    Store store;
    store.add(std::size_t{7});
    store.add(std::int64_t{8});
    CHECK(store.ids == Ids{7, 8});
    CHECK_THROWS_WITH_AS(store.add(std::size_t{4'294'967'297}),
                         "feature 'user': id 4294967297 is not from 0 to 4294967295", IdError);
    CHECK_THROWS_WITH_AS(store.add(-1), "feature 'user': id -1 is not from 0 to 4294967295", IdError);
    CHECK(store.size() == 2);
}

TEST_CASE("a row of another store can be appended") {
    Store from;
    from.ids = {4, 5};
    Store store;
    store.add_row(from, 1);
    store.add_row(from, 0);
    CHECK(store.ids == Ids{5, 4});
}

} // namespace id_store_test
