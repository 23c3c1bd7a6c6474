// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/histories.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/core/table.hpp>
#include <linnet/log/concat.hpp>
#include <linnet/samples/side_table.hpp>

#include "support/logs.hpp"

namespace histories_test {

using namespace linnet;
using linnet_test::log_of;
using User = Categorical<"user">;
using Item = Categorical<"item">;
using Seen = Sequence<"seen", dynamic, 2>;

/// A network that reads items and histories in one table.
struct Network {
    using features = TypeList<User, Item, Seen>;
    using tables = TypeList<TableUse<"items", Item, 8>, TableUse<"items", Seen, 8>>;
};
using NetworkVocabularies = Vocabularies<Network>;
using Lists = std::vector<std::vector<row_id>>;

namespace {

Lists lists_of(const ColumnStore<Seen>& column) {
    column.check();
    Lists lists;
    for (std::size_t row = 0; row < column.size(); ++row) {
        const auto ids = column.of(row);
        lists.emplace_back(ids.begin(), ids.end());
    }
    return lists;
}

NetworkVocabularies vocabularies_of(const Interactions& log) {
    NetworkVocabularies vocabularies;
    vocabularies.add<User, Item>(log);
    return vocabularies;
}

/// Items a, b, c, d are rows 1 to 4; ann has four interactions, bob one, in no order.
Interactions shuffled() {
    return log_of(
        {{"ann", "a", 1, 40}, {"ann", "b", 1, 10}, {"bob", "c", 1, 5}, {"ann", "d", 1, 30}, {"ann", "a", 1, 20}});
}

} // namespace

TEST_CASE("each interaction knows what its user had before, oldest first, and nothing else") {
    const auto log = shuffled();
    const auto vocabularies = vocabularies_of(log);
    const auto column = histories<Seen>(log, vocabularies);
    CHECK(lists_of(column) == Lists{{2, 1, 4}, {}, {}, {2, 1}, {2}});
    CHECK(column.ids.size() == log.size()); // the lists lie over each other
    CHECK(column.encoded_by == vocabularies.of<Item>().fingerprint());
    CHECK(column.encoded_by);
}

TEST_CASE("the first row has no past, and a log may have no rows") {
    const auto log = log_of({{"ann", "a", 1, 1}});
    CHECK(lists_of(histories<Seen>(log, vocabularies_of(log))) == Lists{{}});
    CHECK(histories<Seen>(Interactions{}, vocabularies_of(log)).size() == 0);
}

TEST_CASE("what happens at the same time is not before") {
    const auto log =
        log_of({{"ann", "a", 1, 7}, {"ann", "b", 1, 7}, {"ann", "c", 1, 8}, {"ann", "d", 1, 8}, {"ann", "a", 1, -3}});
    CHECK(lists_of(histories<Seen>(log, vocabularies_of(log))) == Lists{{1}, {1}, {1, 1, 2}, {1, 1, 2}, {}});
}

TEST_CASE("without timestamps rows are in the order of time") {
    auto log = shuffled();
    log.timestamps.clear();
    CHECK(lists_of(histories<Seen>(log, vocabularies_of(log))) == Lists{{}, {1}, {}, {1, 2}, {1, 2, 4}});
}

TEST_CASE("unknown items are row 0, and keep their place; unknown users have a past, too") {
    const auto train = log_of({{"ann", "a", 1, 1}, {"ann", "b", 1, 2}});
    const auto log = log_of({{"eve", "b", 1, 1}, {"eve", "x", 1, 2}, {"eve", "a", 1, 3}, {"eve", "b", 1, 4}});
    CHECK(lists_of(histories<Seen>(log, vocabularies_of(train))) == Lists{{}, {2}, {2, 0}, {2, 0, 1}});
}

TEST_CASE("the past may be another log, whose users are told by their names") {
    const auto train = shuffled();
    const auto vocabularies = vocabularies_of(train);
    const auto test = log_of({{"zoe", "a", 1, 99}, {"bob", "a", 1, 99}, {"ann", "c", 1, 20}, {"ann", "c", 1, 99}});
    CHECK(lists_of(histories<Seen>(test, vocabularies, train)) == Lists{{}, {3}, {2}, {2, 1, 4, 1}});
    // With itself in the past, a row still knows of nothing that is not before.
    CHECK(lists_of(histories<Seen>(test, vocabularies, concat(train, test))) == Lists{{}, {3}, {2}, {2, 1, 3, 4, 1}});
    auto timeless = train;
    timeless.timestamps.clear();
    CHECK_THROWS_WITH_AS(static_cast<void>(histories<Seen>(test, vocabularies, timeless)),
                         "histories: of two logs, both need timestamps to tell what came before", DataError);
}

TEST_CASE("a batch has the last items of a longer history, and a data set all") {
    const auto log = shuffled();
    const auto vocabularies = vocabularies_of(log);
    const auto data = with_column(encode<User, Item>(log, vocabularies), histories<Seen>(log, vocabularies));
    BatchBuffer<float, TypeList<Seen, Item>, 1> buffer;
    buffer.fill(data, 2, [](std::size_t i) { return 3 * i; });
    const auto& seen = buffer.batch().column<Seen>();
    CHECK(std::vector<row_id>(seen.ids.begin(), seen.ids.end()) == std::vector<row_id>{1, 4, 2, 1});
    CHECK(data.column<Seen>().of(0).size() == 3);
}

TEST_CASE("each user's history by the end of the log is a user side") {
    const auto log = shuffled();
    auto vocabularies = vocabularies_of(log);
    vocabularies.of<User>().add("zoe");
    CHECK(lists_of(user_histories<Seen, User>(log, vocabularies)) == Lists{{}, {2, 1, 4, 1}, {3}, {}});
    const auto strangers = log_of({{"eve", "a", 1, 1}, {"ann", "b", 1, 2}});
    CHECK(lists_of(user_histories<Seen, User>(strangers, vocabularies)) == Lists{{}, {2}, {}, {}});
}

TEST_CASE("a vocabulary without the items, and columns that differ, are refused") {
    const auto log = shuffled();
    Vocabularies<TypeList<User, Item, Seen>> apart; // share nothing
    apart.add<User, Item>(log);
    CHECK_THROWS_WITH_AS(static_cast<void>(histories<Seen>(log, apart)),
                         "histories: the vocabulary of feature 'seen' is empty; add the training log to the "
                         "vocabularies first",
                         SettingError);
    auto broken = log;
    broken.timestamps.pop_back();
    CHECK_THROWS_WITH_AS(static_cast<void>(histories<Seen>(broken, vocabularies_of(log))),
                         "histories: 4 timestamps of 5 interactions", DataError);
    CHECK_THROWS_AS(static_cast<void>(user_histories<Seen, User>(broken, vocabularies_of(log))), DataError);
}

TEST_CASE("histories agree with looking at every pair of rows") {
    std::vector<linnet_test::LogRow> rows;
    const Random random{3, 1};
    for (std::uint64_t i = 0; i < 400; ++i) {
        rows.push_back({std::to_string(random.below(9, 3 * i)), std::to_string(random.below(20, 3 * i + 1)), 1.0F,
                        static_cast<std::int64_t>(random.below(60, 3 * i + 2)) - 30});
    }
    const auto log = log_of(rows);
    const auto vocabularies = vocabularies_of(log);
    const Lists lists = lists_of(histories<Seen>(log, vocabularies));
    REQUIRE(lists.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::vector<row_id> before;
        for (std::int64_t time = -30; time < rows[i].time; ++time) {
            for (const auto& row : rows) {
                if (row.user == rows[i].user && row.time == time) {
                    before.push_back(vocabularies.of<Item>().find(row.item));
                }
            }
        }
        CHECK(lists[i] == before);
    }
}

TEST_CASE("a million interactions, of which one user has half, take the memory of the log and little time") {
    Interactions log;
    constexpr std::size_t rows = 1'000'000;
    for (std::size_t i = 0; i < rows; ++i) {
        log.users.push_back(i % 2 == 0 ? "busy" : std::to_string(i % 5000));
        log.items.push_back(std::to_string(i % 997));
        log.timestamps.push_back(static_cast<std::int64_t>(rows - i));
    }
    const auto vocabularies = vocabularies_of(log);
    const auto start = std::chrono::steady_clock::now();
    const auto column = histories<Seen>(log, vocabularies);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    CHECK(column.ids.size() == rows);
    CHECK(column.of(0).size() == rows / 2 - 1);
    CHECK(column.of(rows - 1).empty());
    CHECK(seconds.count() < 20.0); // a second or less; a history copied for each row would be 10^11 ids
}

} // namespace histories_test
