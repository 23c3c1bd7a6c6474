// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/log/split_check.hpp>

#include <doctest/doctest.h>

#include <linnet/log/leave_one_out.hpp>
#include <linnet/log/time_split.hpp>

#include "support/logs.hpp"

namespace split_check_test {

using namespace linnet_test;
using linnet::check_split;

TEST_CASE("what test shares with train, what train lacks and what is older is counted") {
    // The same users and items in another order, so that codes differ between the logs.
    const auto train = log_of({{"a", "x", 1, 10}, {"b", "y", 1, 30}, {"a", "y", 1, 20}, {"a", "x", 1, 5}});
    const auto test = log_of({{"b", "x", 1, 40},
                              {"a", "y", 1, 31},
                              {"a", "y", 1, 29},
                              {"c", "x", 1, 30},
                              {"c", "z", 1, 50},
                              {"b", "w", 1, 10},
                              {"b", "y", 1, 60}});
    const auto warning = check_split(train, test);
    CHECK(warning.shared_pairs == 2); // a y, which comes twice, and b y
    CHECK(warning.unknown_users == 1);
    CHECK(warning.unknown_items == 2);
    CHECK(warning.older_rows == 2); // a row of the same time is not older
    CHECK(warning);
    CHECK(warning.overlaps());
    CHECK(warning.leaks_time());
    CHECK(warning.message() == "test has 2 pairs of user and item that are also in train, 1 user unknown to train, "
                               "2 items unknown to train, 2 rows older than the newest of train");
}

TEST_CASE("each finding alone warns, in words of its number") {
    const auto train = log_of({{"a", "x", 1, 10}, {"b", "y", 1, 10}});
    const auto message = [&](const LogRow& row) {
        const auto warning = check_split(train, log_of({row}));
        CHECK(warning);
        return warning.message();
    };
    CHECK(message({"a", "x", 1, 10}) == "test has 1 pair of user and item that is also in train");
    CHECK(message({"c", "x", 1, 11}) == "test has 1 user unknown to train");
    CHECK(message({"a", "z", 1, 11}) == "test has 1 item unknown to train");
    CHECK(message({"a", "y", 1, 9}) == "test has 1 row older than the newest of train");
}

TEST_CASE("a clean split has nothing to say") {
    const auto train = log_of({{"a", "x", 1, 10}, {"b", "y", 1, 20}});
    auto test = log_of({{"b", "x", 1, 20}, {"a", "y", 1, 30}});
    CHECK(!check_split(train, test));
    CHECK(check_split(train, test).message().empty());
    CHECK(!check_split({}, {}));
    CHECK(!check_split(train, {}));
    CHECK(check_split({}, test).unknown_users == 2);
    CHECK(check_split({}, test).unknown_items == 2);
    CHECK(!check_split({}, test).leaks_time());
    test.timestamps.clear();
    CHECK(!check_split(train, test).leaks_time());
    test.ratings.pop_back();
    CHECK_THROWS_WITH_AS(static_cast<void>(check_split(train, test)), "check_split, test: 1 ratings of 2 interactions",
                         linnet::DataError);
    CHECK_THROWS_WITH_AS(static_cast<void>(check_split(test, train)), "check_split, train: 1 ratings of 2 interactions",
                         linnet::DataError);
}

TEST_CASE("splits of ml-100k: in time nothing is older, leave-one-out leaks time and shares nothing") {
    const auto log = movielens_log("u.data");
    if (log.empty()) {
        return;
    }
    const auto by_time = linnet::time_split(log);
    const auto time_warning = check_split(by_time.train, by_time.test);
    CHECK(time_warning.shared_pairs == 0);
    CHECK(time_warning.older_rows == 0);
    CHECK(time_warning.unknown_users > 0); // newcomers
    const auto one_out = linnet::leave_one_out(log);
    const auto warning = check_split(one_out.train, one_out.test);
    CHECK(!warning.overlaps());
    CHECK(warning.unknown_users == 0);
    CHECK(warning.leaks_time());
    CHECK(check_split(log, one_out.test).shared_pairs == 943);
}

} // namespace split_check_test
