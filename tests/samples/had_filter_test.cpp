// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/had_filter.hpp>

#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>

namespace had_filter_test {

using namespace linnet;

TEST_CASE("what a user had is never denied, and few other items are suspected") {
    constexpr std::size_t users = 40;
    constexpr std::size_t items = 5000;
    std::vector<row_id> who;
    std::vector<row_id> what;
    const Random random{1, 2};
    for (row_id user = 1; user < users; ++user) { // user 0 had nothing
        for (std::size_t n = 0; n < 10 * std::size_t{user}; ++n) {
            who.push_back(user);
            what.push_back(static_cast<row_id>(random.below(items, who.size())));
        }
    }
    const UserItems log{who, what, users, items};
    const detail::HadFilter filter{log};
    std::size_t knows = 0;
    for (row_id user = 0; user < users + 2; ++user) {
        filter.prefetch_bits(user); // for users beyond all rows, too
        std::size_t wrong = 0;
        for (row_id item = 0; item < items; ++item) {
            const bool had = log.contains(user, item);
            const bool may_have = filter.may_have(user, item);
            CHECK((may_have || !had));
            wrong += may_have != had ? std::size_t{1} : std::size_t{0};
        }
        CHECK((!filter.knows(user) || wrong == 0));
        CHECK(wrong < items / 12);
        knows += filter.knows(user) ? std::size_t{1} : std::size_t{0};
    }
    CHECK(knows > 5); // those who had so many items that all of the catalogue have a bit
    CHECK(knows < 30);
    CHECK(filter.knows(0));
    CHECK(!filter.knows(2));
}

TEST_CASE("an id is among others if it is one of them") {
    std::vector<row_id> rising;
    for (row_id last = 0; last < 70; last += 2) {
        for (row_id id = 0; id < last + 3; ++id) {
            CHECK(detail::is_among(rising, id) == (id < last && id % 2 == 0));
        }
        CHECK(!detail::is_among(rising, static_cast<row_id>(-1)));
        rising.push_back(last);
    }
    rising.push_back(static_cast<row_id>(-1));
    CHECK(detail::is_among(rising, static_cast<row_id>(-1)));
}

TEST_CASE("the filter of a log without users says no") {
    const detail::HadFilter filter{UserItems{}};
    CHECK(!filter.may_have(0, 0));
    CHECK(!detail::HadFilter{}.may_have(3, 1));
}

} // namespace had_filter_test
