// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/sql.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/io/interaction_reader.hpp>
#include <linnet/io/movielens.hpp>

#include "../support/databases.hpp"

namespace sql_test {

#if LINNET_HAS_SOCI

using namespace linnet;
using linnet_test::with_each_database;

namespace {

/// The type of a 64-bit integer, which SQLite knows by another name, too.
const char* const bigint[] = {"BIGINT", "INTEGER"};

bool is_sqlite(soci::session& session) { return session.get_backend_name() == "sqlite3"; }

void check_refused(soci::session& session, const std::string& query, const InteractionColumns& columns,
                   const std::string& what) {
    CHECK_THROWS_WITH_AS(static_cast<void>(read_interactions(session, query, columns)), what.c_str(), DataError);
}

} // namespace

TEST_CASE("a log is read in the order of the query, ids as text") {
    with_each_database([](soci::session& session) {
        for (const char* const integer : bigint) {
            if (integer != bigint[0] && !is_sqlite(session)) {
                continue;
            }
            session << "CREATE TABLE log(who " << integer << ", film VARCHAR(20), stars DOUBLE PRECISION, seen "
                    << integer << ")";
            session << "INSERT INTO log VALUES(9223372036854775807, 'x y', 4.5, 1500000000000)";
            session << "INSERT INTO log VALUES(-3, '\xC3\xA9\n\"', 4, 5)";
            session << "INSERT INTO log VALUES(-3, '007', -1e-3, -9223372036854775807)";
            const std::string query = "SELECT 'not this', stars, seen, film, who FROM log ORDER BY seen DESC";
            const Interactions log = read_interactions(
                session, query, {.user = "who", .item = "film", .rating = "stars", .timestamp = "seen"});
            REQUIRE(log.size() == 3);
            CHECK(log.users[0] == "9223372036854775807");
            CHECK(log.users[1] == "-3");
            CHECK(log.users.distinct() == 2);
            CHECK(log.items[0] == "x y");
            CHECK(log.items[1] == "\xC3\xA9\n\"");
            CHECK(log.items[2] == "007");
            CHECK(log.ratings == std::vector<float>{4.5F, 4.0F, -1e-3F});
            CHECK(log.timestamps == std::vector<std::int64_t>{1500000000000, 5, -9223372036854775807});
            const Interactions plain = read_interactions(session, "SELECT film AS item, who AS \"user\" FROM log");
            CHECK(plain.size() == 3);
            CHECK(!plain.has_ratings());
            CHECK(!plain.has_timestamps());
            const Interactions none =
                read_interactions(session, query.substr(0, query.find(" ORDER")) + " WHERE film = 'no'",
                                  {.user = "who", .item = "film", .rating = "stars", .timestamp = "seen"});
            CHECK(none.empty());
            session << "DROP TABLE log";
        }
    });
}

TEST_CASE("times may be timestamps of SQL, decimal numbers or text") {
    with_each_database([](soci::session& session) {
        const std::vector<std::int64_t> expected{1500000000, -1};
        const auto times = [&](const std::string& type, const std::string& first, const std::string& second) {
            session << "CREATE TABLE log(n INTEGER, t " << type << ")";
            session << "INSERT INTO log VALUES(1, " << first << ")";
            session << "INSERT INTO log VALUES(2, " << second << ")";
            const std::string query = "SELECT 'u' AS \"user\", 'i' AS item, t FROM log ORDER BY n";
            CHECK(read_interactions(session, query, {.timestamp = "t"}).timestamps == expected);
            CHECK(read_frame(session, query, {{"t", ColumnKind::timestamp}}).integers("t") == expected);
            session << "DROP TABLE log";
        };
        times("TIMESTAMP", "'2017-07-14 02:40:00'", "'1969-12-31 23:59:59'");
        times("TIMESTAMP", "'2017-07-14 02:40:00.75'", "'1969-12-31 23:59:59.25'");
        times("VARCHAR(40)", "'2017-07-14T04:40:00+02:00'", "'-0.5'");
        times("DOUBLE PRECISION", "1500000000.75", "-0.25");
        times("BIGINT", "1500000000", "-1");
        if (!is_sqlite(session)) {
            session << "SET TIME ZONE 'Asia/Kolkata'";
            times("TIMESTAMPTZ", "'2017-07-14 02:40:00+00'", "'1969-12-31 23:59:59.5+00'");
            times("NUMERIC(20, 3)", "1500000000.125", "-1");
        }
    });
}

TEST_CASE("values that make no row are refused with row and column, and the session serves on") {
    with_each_database([](soci::session& session) {
        session << "CREATE TABLE log(n INTEGER, u VARCHAR(20), i VARCHAR(20), r VARCHAR(20), t VARCHAR(20))";
        session << "INSERT INTO log VALUES(1, 'a', 'b', '3', '4')";
        const std::string query = "SELECT u, i, r, t FROM log ORDER BY n";
        const InteractionColumns columns{.user = "u", .item = "i", .rating = "r", .timestamp = "t"};
        const auto refused = [&](const std::string& values, const std::string& what) {
            session << "INSERT INTO log VALUES(2, " << values << ")";
            check_refused(session, query, columns, "row 1 of the query \"" + query + "\": the " + what);
            session << "DELETE FROM log WHERE n = 2";
            CHECK(read_interactions(session, query, columns).size() == 1);
        };
        refused("NULL, 'b', '3', '4'", "user id in column 'u' is NULL");
        refused("'a', NULL, '3', '4'", "item id in column 'i' is NULL");
        refused("'a', 'b', NULL, '4'", "rating in column 'r' is NULL");
        refused("'a', 'b', '3', NULL", "timestamp in column 't' is NULL");
        refused("'', 'b', '3', '4'", "user id '' in column 'u' is empty");
        refused("'a', '', '3', '4'", "item id '' in column 'i' is empty");
        for (const std::string rating : {"", "good", "nan", "inf", "3 "}) {
            refused("'a', 'b', '" + rating + "', '4'", "rating '" + rating + "' in column 'r' is not a finite number");
        }
        refused("'a', 'b', '1e99', '4'", "rating '1e99' in column 'r' is out of the range of float");
        for (const std::string time : {"", "now", "9223372036854775808", "2017-02-30"}) {
            refused("'a', 'b', '3', '" + time + "'",
                    "timestamp '" + time +
                        "' in column 't' is neither a 64-bit number of seconds nor a date and time such as "
                        "2017-07-14T02:40:00Z");
        }
    });
}

TEST_CASE("columns that are not there, or there twice, and queries without a result are refused") {
    with_each_database([](soci::session& session) {
        const std::string query = "SELECT 1 AS \"user\", 2 AS item, 3 AS item";
        check_refused(session, query, {},
                      "the query \"" + query + "\" has two columns 'item'; its columns are 'user', 'item', 'item'");
        check_refused(session, query, {.item = "film"},
                      "the query \"" + query + "\" has no column 'film'; its columns are 'user', 'item', 'item'");
        check_refused(session, query, {.item = "user", .rating = "stars"},
                      "the query \"" + query + "\" has no column 'stars'; its columns are 'user', 'item', 'item'");
        CHECK_THROWS_AS(static_cast<void>(read_frame(session, query)), DataError);
        CHECK_THROWS_WITH_AS(static_cast<void>(read_frame(session, query, {{"user"}, {"user"}})),
                             "two columns of a frame are to have the name 'user'", SettingError);
        session << "CREATE TABLE log(n INTEGER)";
        for (const std::string none : {"DELETE FROM log", ""}) {
            CHECK_THROWS_AS(static_cast<void>(read_interactions(session, none)), DataError);
            CHECK_THROWS_AS(static_cast<void>(read_frame(session, none)), DataError);
        }
        CHECK(read_interactions(session, "SELECT 1 AS \"user\", 2 AS item").size() == 1);
    });
}

TEST_CASE("a frame has text, numbers, integers and times, and knows what is missing") {
    with_each_database([](soci::session& session) {
        session << "CREATE TABLE films(name VARCHAR(20), price DOUBLE PRECISION, year DOUBLE PRECISION, seen BIGINT)";
        session << "INSERT INTO films VALUES('b', 1.25, 1995, 1500000000123)";
        session << "INSERT INTO films VALUES(NULL, NULL, NULL, NULL)";
        session << "INSERT INTO films VALUES('', 4, -7, 9223372036854775807)";
        const std::string query = "SELECT * FROM films";
        const Frame frame = read_frame(
            session, query,
            {{"seen", ColumnKind::timestamp}, {"year", ColumnKind::integer}, {"price", ColumnKind::number}, {"name"}});
        CHECK(frame.names() == std::vector<std::string>{"seen", "year", "price", "name"});
        REQUIRE(frame.size() == 3);
        CHECK(frame.integers("seen") ==
              std::vector<std::int64_t>{1500000000123, Frame::missing_integer, 9223372036854775807});
        CHECK(frame.integers("year") == std::vector<std::int64_t>{1995, Frame::missing_integer, -7});
        CHECK(frame.numbers("price")[0] == 1.25F);
        CHECK(std::isnan(frame.numbers("price")[1]));
        CHECK(frame.numbers("price")[2] == 4.0F);
        CHECK(frame.strings("name")[0] == "b");
        CHECK(frame.strings("name")[1].empty());

        const Frame all = read_frame(session, query);
        CHECK(all.names() == std::vector<std::string>{"name", "price", "year", "seen"});
        CHECK(all.strings("price")[0] == "1.25");
        CHECK(all.strings("seen")[2] == "9223372036854775807");
        CHECK(all.strings("seen")[1].empty());

        const Frame none = read_frame(session, query + " WHERE price > 100", {{"price", ColumnKind::number}});
        CHECK(none.size() == 0);
        CHECK(none.names() == std::vector<std::string>{"price"});

        using Price = Numeric<"price">;
        using Name = Categorical<"name">;
        const Frame of_features = read_frame<TypeList<Price, Name>>(session, query);
        CHECK(of_features.names() == std::vector<std::string>{"price", "name"});
        CHECK(of_features.numbers("price")[0] == 1.25F);
    });
}

TEST_CASE("values that do not fit a column of a frame are refused") {
    with_each_database([](soci::session& session) {
        const auto refused = [&](const std::string& value, ColumnKind kind, const std::string& what) {
            const std::string query = "SELECT " + value + " AS x";
            CHECK_THROWS_WITH_AS(static_cast<void>(read_frame(session, query, {{"x", kind}})),
                                 ("row 0 of the query \"" + query + "\": the " + what).c_str(), DataError);
        };
        refused("'a'", ColumnKind::number, "number 'a' in column 'x' is not a finite number");
        refused("''", ColumnKind::number, "number '' in column 'x' is not a finite number");
        for (const std::string value : {"a", "4.5", "4.", ".0", "9223372036854775808", ""}) {
            refused("'" + value + "'", ColumnKind::integer,
                    "integer '" + value + "' in column 'x' is not a 64-bit integer");
        }
        refused("'-9223372036854775808'", ColumnKind::integer,
                "integer '-9223372036854775808' in column 'x' is the one that stands for a missing integer");
        refused("'-9223372036854775808'", ColumnKind::timestamp,
                "timestamp '-9223372036854775808' in column 'x' is the one that stands for a missing integer");
        refused("'a'", ColumnKind::timestamp,
                "timestamp 'a' in column 'x' is neither a 64-bit number of seconds nor a date and time such as "
                "2017-07-14T02:40:00Z");
        CHECK(read_frame(session, "SELECT '-4.00' AS x", {{"x", ColumnKind::integer}}).integers("x")[0] == -4);
    });
}

TEST_CASE("SQLite keeps text where a number is declared, and tells it") {
    soci::session session{"sqlite3", "db=:memory:"};
    session << "CREATE TABLE log(u INTEGER, i INTEGER, r REAL, t INTEGER)";
    session << "INSERT INTO log VALUES('ann', 1, 'good', 4294967296)";
    const std::string query = "SELECT u, i, r, t FROM log";
    const Interactions log = read_interactions(session, query, {.user = "u", .item = "i", .timestamp = "t"});
    CHECK(log.users[0] == "ann");
    CHECK(log.timestamps[0] == 4294967296);
    check_refused(session, query, {.user = "u", .item = "i", .rating = "r"},
                  "row 0 of the query \"" + query + "\": the rating 'good' in column 'r' is not a finite number");
}

TEST_CASE("MovieLens 100K is the same log from a file and from a database") {
    const std::string path = LINNET_SHARED_DIR "/data/ml-100k/u.data";
    if (!std::filesystem::exists(path)) {
        MESSAGE("SKIPPED: there is no " << path);
        return;
    }
    const Interactions expected = read_interactions(path, movielens_100k());
    soci::session session{"sqlite3", "db=:memory:"};
    session << "CREATE TABLE ratings(user INTEGER, item INTEGER, rating REAL, seconds INTEGER)";
    {
        soci::transaction all{session};
        int user = 0;
        int item = 0;
        double rating = 0.0;
        long long seconds = 0;
        soci::statement insert = (session.prepare << "INSERT INTO ratings VALUES(:u, :i, :r, :s)", soci::use(user),
                                  soci::use(item), soci::use(rating), soci::use(seconds));
        for (std::size_t row = 0; row < expected.size(); ++row) {
            user = std::stoi(std::string{expected.users[row]});
            item = std::stoi(std::string{expected.items[row]});
            rating = static_cast<double>(expected.ratings[row]);
            seconds = expected.timestamps[row];
            insert.execute(true);
        }
        all.commit();
    }
    const bool same =
        read_interactions(session, "SELECT * FROM ratings", {.rating = "rating", .timestamp = "seconds"}) == expected;
    CHECK(same);
    CHECK(expected.size() == 100'000);
}

#else
TEST_CASE("sql") { MESSAGE("SKIPPED: SOCI is not installed, or Boost for it (libsoci-dev, libboost-dev)"); }
#endif

} // namespace sql_test
