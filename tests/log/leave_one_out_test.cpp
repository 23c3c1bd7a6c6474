// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/log/leave_one_out.hpp>

#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "support/logs.hpp"

namespace leave_one_out_test {

using namespace linnet_test;

TEST_CASE("the last of a user tests, the one before validates, whoever has two only trains") {
    const auto log = log_of({{"b", "x", 1, 50},
                             {"a", "x", 2, 10},
                             {"b", "y", 3, -20},
                             {"c", "x", 4, 1},
                             {"b", "z", 5, 30},
                             {"c", "y", 6, 0},
                             {"a", "y", 7, 30},
                             {"a", "z", 8, 20},
                             {"a", "w", 9, 0},
                             {"d", "x", 10, 5}});
    const auto split = linnet::leave_one_out(log);
    CHECK(split.train.ratings == std::vector<float>{9, 2, 3, 6, 4, 10});
    CHECK(split.validation.ratings == std::vector<float>{8, 5});
    CHECK(split.test.ratings == std::vector<float>{7, 1});
    CHECK(split.test.users[1] == "b");
}

TEST_CASE("equal times are ordered by item, numbers by value and before other ids") {
    const auto log = log_of({{"u", "b", 1, 5},
                             {"u", "10", 2, 5},
                             {"u", "9a", 3, 5},
                             {"u", "9", 4, 5},
                             {"u", "", 5, 5},
                             {"u", "009", 6, 5},
                             {"u", "99999999999999999999", 7, 5},
                             {"u", "0", 8, 5},
                             {"u", "00", 9, 5}});
    const auto split = linnet::leave_one_out(log);
    CHECK(split.train.ratings == std::vector<float>{8, 9, 6, 4, 2, 7, 5});
    CHECK(split.validation.items[0] == "9a");
    CHECK(split.test.items[0] == "b");
}

TEST_CASE("ids of any kind have one order") {
    const std::vector<std::string_view> ids{"", "0", "00", "1", "01", "1x", "9", "10", "a", "-1", "1.5"};
    for (const auto a : ids) {
        CHECK(!linnet::detail::id_before(a, a));
        for (const auto b : ids) {
            CHECK((a == b || linnet::detail::id_before(a, b) != linnet::detail::id_before(b, a)));
            for (const auto c : ids) {
                if (linnet::detail::id_before(a, b) && linnet::detail::id_before(b, c)) {
                    CHECK(linnet::detail::id_before(a, c));
                }
            }
        }
    }
}

TEST_CASE("a log without timestamps is taken as it lies") {
    auto log = log_of({{"u", "c", 1, 3}, {"u", "b", 2, 2}, {"u", "a", 3, 1}});
    CHECK(linnet::leave_one_out(log).test.items[0] == "c");
    log.timestamps.clear();
    CHECK(linnet::leave_one_out(log).test.items[0] == "a");
    CHECK(linnet::leave_one_out(log).test.timestamps.empty());
    CHECK(linnet::leave_one_out({}).train.empty());
    log.ratings.push_back(1);
    CHECK_THROWS_WITH_AS(static_cast<void>(linnet::leave_one_out(log)), "leave_one_out: 4 ratings of 3 interactions",
                         linnet::DataError);
}

TEST_CASE("the split of ml-100k is the one of its files, row by row") {
    const auto log = movielens_log("u.data");
    const auto train = movielens_log("splits/loo_train.tsv");
    const auto validation = movielens_log("splits/loo_valid.tsv");
    const auto test = movielens_log("splits/loo_test.tsv");
    if (log.empty() || train.empty() || validation.empty() || test.empty()) {
        return;
    }
    CHECK(train.size() == 98'114);
    const auto split = linnet::leave_one_out(log);
    CHECK(split.train == train);
    CHECK(split.validation == validation);
    CHECK(split.test == test);
}

} // namespace leave_one_out_test
