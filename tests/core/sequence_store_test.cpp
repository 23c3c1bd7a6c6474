// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/sequence_store.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/sequence.hpp>

namespace sequence_store_test {

using namespace linnet;
using Store = Sequence<"seen", 99, 3>::store;
using Ids = std::vector<row_id>;
using Offsets = std::vector<std::uint64_t>;

TEST_CASE("a batch has the last ids of each sample, and the store keeps all") {
    Store store;
    store.add(Ids{1, 2, 3, 4, 5});
    store.add(Ids{});
    store.add(Ids{6, 7, 8});
    store.add(Ids{9});
    store.check();
    CHECK(store.size() == 4);
    CHECK(store.of(0).size() == 5);
    Store::Buffer<float> buffer;
    buffer.reserve(2); // and grows
    const std::array<std::size_t, 5> order{3, 0, 1, 2, 0};
    const auto lists = buffer.gather(store, 5, [&](std::size_t i) { return order[i]; });
    CHECK(Offsets(lists.offsets.begin(), lists.offsets.end()) == Offsets{0, 1, 4, 4, 7, 10});
    CHECK(Ids(lists.ids.begin(), lists.ids.end()) == Ids{9, 3, 4, 5, 6, 7, 8, 3, 4, 5});
    CHECK(lists.weights.empty());
    const auto none = buffer.gather(store, 0, [](std::size_t) { return std::size_t{9}; });
    CHECK(none.offsets.size() == 1);
    CHECK(none.ids.empty());
}

TEST_CASE("the lists of samples may lie over each other") {
    Store store;
    store.ids = {1, 2, 3, 4};
    store.ranges = {{0, 0}, {0, 1}, {0, 4}, {2, 3}};
    CHECK_NOTHROW(store.check());
    Store::Buffer<float> buffer;
    const auto lists = buffer.gather(store, 4, [](std::size_t i) { return i; });
    CHECK(Offsets(lists.offsets.begin(), lists.offsets.end()) == Offsets{0, 0, 1, 4, 5});
    CHECK(Ids(lists.ids.begin(), lists.ids.end()) == Ids{1, 2, 3, 4, 3});
    Store copied;
    copied.add_row(store, 2);
    copied.add_row(store, 3);
    CHECK(copied.ids == Ids{2, 3, 4, 3}); // what a batch would get
    CHECK(copied.ranges == std::vector<Store::Range>{{0, 3}, {3, 4}});
}

TEST_CASE("parts that are none are refused with the feature's name and the sample") {
    Store store;
    store.ids = {1, 2};
    store.ranges = {{0, 2}, {1, 3}};
    CHECK_THROWS_WITH_AS(store.check(), "feature 'seen', row 1: the ids from 1 to 3 are no range of 2", SettingError);
    store.ranges = {{2, 1}};
    CHECK_THROWS_WITH_AS(store.check(), "feature 'seen', row 0: the ids from 2 to 1 are no range of 2", SettingError);
}

TEST_CASE("a greatest length that no memory holds reserves none") {
    using Long = Sequence<"seen", 99, static_cast<std::size_t>(-1)>::store;
    Long store;
    store.add(Ids{1, 2, 3});
    Long::Buffer<float> buffer;
    buffer.reserve(1000);
    CHECK(buffer.gather(store, 1, [](std::size_t i) { return i; }).ids.size() == 3);
}

} // namespace sequence_store_test
