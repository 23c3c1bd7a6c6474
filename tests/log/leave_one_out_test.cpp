// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/log/leave_one_out.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "support/eager_pool.hpp"
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

TEST_CASE("logs of any size agree with histories that are sorted one by one, with any number of threads") {
    for_each_random_log([](const linnet::Interactions& log) {
        std::vector<std::size_t> order(log.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            order[i] = i;
        }
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            const auto time = [&](std::size_t i) {
                return log.has_timestamps() ? log.timestamps[i] : static_cast<std::int64_t>(i);
            };
            if (log.users[a] != log.users[b]) {
                return linnet::detail::id_before(log.users[a], log.users[b]);
            }
            if (time(a) != time(b)) {
                return time(a) < time(b);
            }
            return log.items[a] != log.items[b] ? linnet::detail::id_before(log.items[a], log.items[b]) : a < b;
        });
        std::vector<std::size_t> parts[3];
        for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
            while (end < order.size() && log.users[order[end]] == log.users[order[begin]]) {
                ++end;
            }
            for (std::size_t i = begin; i < end; ++i) {
                parts[end - begin < 3 || i + 2 < end ? 0 : i + 2 == end ? 1 : 2].push_back(order[i]);
            }
        }
        const auto split = linnet::leave_one_out(log);
        CHECK(split.train == linnet::select_rows(log, parts[0]));
        CHECK(split.validation == linnet::select_rows(log, parts[1]));
        CHECK(split.test == linnet::select_rows(log, parts[2]));
        CHECK(same_parts(linnet::leave_one_out(log, &three_threads()), split));
    });
}

TEST_CASE("the keys of ids rise as the ids do, and ids that share one are compared") {
    linnet::StringColumn ids;
    for (const char* id : {"user 12", "user 1", "user 123456789", "user 123456788", "user ", "user 12345678", "7",
                           "007", "07", "6", "123456789012345678", "1234567890123456789", "1234567890123456790", "8",
                           "user \xFF", "user 12345678a", "999999999999999999", "0"}) {
        ids.push_back(id);
    }
    std::vector<std::uint32_t> codes(ids.distinct());
    for (std::uint32_t code = 0; code < codes.size(); ++code) {
        codes[code] = code;
    }
    std::sort(codes.begin(), codes.end(), [&](std::uint32_t a, std::uint32_t b) {
        return linnet::detail::id_before(ids.string(a), ids.string(b));
    });
    const auto places = linnet::detail::id_places(ids, &three_threads());
    for (std::uint32_t place = 0; place < codes.size(); ++place) {
        CHECK(places[codes[place]] == place);
    }
}

} // namespace leave_one_out_test
