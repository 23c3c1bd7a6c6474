// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/sql_rows.hpp>

#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "../support/databases.hpp"

namespace sql_rows_test {

#if LINNET_HAS_SOCI

using namespace linnet;
using detail::SqlRows;
using linnet_test::with_each_database;

namespace {

bool is_postgres(soci::session& session) { return session.get_backend_name() == "postgresql"; }

/// A table t of that many rows n = 0, 1, 2 ...
void fill(soci::session& session, std::size_t rows) {
    session << "CREATE TABLE t(n INTEGER)";
    soci::transaction all{session};
    session << "INSERT INTO t WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n + 1 < "
            << std::to_string(rows) << ") SELECT n FROM c";
    all.commit();
}

} // namespace

TEST_CASE("rows come in the order of the query, however many are fetched at a time") {
    with_each_database([](soci::session& session) {
        constexpr std::size_t size = 2 * SqlRows::fetched_rows;
        fill(session, size + 1);
        for (const std::size_t count : {std::size_t{1}, SqlRows::fetched_rows - 1, SqlRows::fetched_rows,
                                        SqlRows::fetched_rows + 1, size, size + 1}) {
            SqlRows rows{session, "SELECT n FROM t WHERE n < " + std::to_string(count) + " ORDER BY n DESC"};
            CHECK(rows.names() == std::vector<std::string>{"n"});
            std::size_t read = 0;
            bool same = true;
            while (rows.next()) {
                same = same && rows.row() == read && rows.text(0) == std::to_string(count - 1 - read);
                ++read;
            }
            CHECK(same);
            CHECK(read == count);
            CHECK(!rows.next());
            CHECK(!rows.next());
        }
    });
}

TEST_CASE("a query without rows has the names of its columns") {
    with_each_database([](soci::session& session) {
        fill(session, 1);
        SqlRows rows{session, "SELECT n, n + 1 AS \"n + 1\", 'x' AS x FROM t WHERE n > 5"};
        CHECK(rows.names() == std::vector<std::string>{"n", "n + 1", "x"});
        CHECK(rows.column("x") == 2);
        CHECK(!rows.next());
    });
}

TEST_CASE("several queries may be read side by side, and transactions are left alone") {
    with_each_database([](soci::session& session) {
        fill(session, 10'000);
        const bool postgres = is_postgres(session);
        session.begin();
        session << "INSERT INTO t VALUES(-1)";
        {
            SqlRows first{session, "SELECT n FROM t ORDER BY n"};
            SqlRows second{session, "SELECT n FROM t ORDER BY n DESC"};
            REQUIRE(first.next());
            REQUIRE(second.next());
            CHECK(first.text(0) == "-1");
            CHECK(second.text(0) == "9999");
            CHECK(first.next());
        }
        session.rollback();
        int count = 0;
        session << "SELECT count(*) FROM t", soci::into(count);
        CHECK(count == 10'000);
        if (postgres) {
            session << "SELECT count(*) FROM pg_cursors", soci::into(count);
            CHECK(count == 0);
        }
    });
}

TEST_CASE("what the database refuses is told with the query") {
    with_each_database([](soci::session& session) {
        const std::string query = "SELECT n FROM nowhere";
        for (int i = 0; i < 2; ++i) {
            try {
                const SqlRows rows{session, query};
                FAIL_CHECK("there is no such table");
            } catch (const DataError& error) {
                const std::string what = error.what();
                CHECK(what.starts_with("the query \"SELECT n FROM nowhere\" fails: "));
                CHECK(what.find("nowhere", 40) != std::string::npos);
            }
        }
        CHECK_THROWS_AS(SqlRows(session, "SELEKT"), DataError);
        CHECK_THROWS_AS(SqlRows(session, "SELECT 1 WHERE 2 > :x"), DataError);
        CHECK_NOTHROW(SqlRows(session, "SELECT ':x' WHERE '1' = ':x'"));
        fill(session, 3);
        SqlRows rows{session, "SELECT n FROM t"};
        CHECK(rows.next());
    });
}

TEST_CASE("a session that is not connected is refused") {
    soci::session session;
    CHECK_THROWS_WITH_AS(SqlRows(session, "SELECT 1"), doctest::Contains("the query \"SELECT 1\" fails: "), DataError);
}

TEST_CASE("an error on the way is told at each call") {
    with_each_database([](soci::session& session) {
        fill(session, 5000);
        const std::string query = is_postgres(session)
                                      ? "SELECT 1 / (4500 - n) AS n FROM t ORDER BY n"
                                      : "SELECT CASE n WHEN 4500 THEN abs(-9223372036854775808) ELSE n "
                                        "END AS n FROM t";
        const auto read = [&] {
            SqlRows rows{session, query};
            std::size_t count = 0;
            while (count < 10'000) {
                try {
                    if (!rows.next()) {
                        break;
                    }
                } catch (const DataError& error) {
                    CHECK_THROWS_WITH_AS(static_cast<void>(rows.next()), error.what(), DataError);
                    throw;
                }
                ++count;
            }
        };
        CHECK_THROWS_WITH_AS(read(), doctest::Contains(("the query \"" + query + "\" fails: ").c_str()), DataError);
        int count = 0;
        session << "SELECT count(*) FROM t", soci::into(count);
        CHECK(count == 5000);
    });
}

TEST_CASE("columns are found by exactly one name") {
    with_each_database([](soci::session& session) {
        fill(session, 1);
        const SqlRows rows{session, "SELECT n, n AS m, n FROM t"};
        CHECK(rows.column("m") == 1);
        CHECK_THROWS_WITH_AS(
            static_cast<void>(rows.column("n")),
            "the query \"SELECT n, n AS m, n FROM t\" has two columns 'n'; its columns are 'n', 'm', 'n'", DataError);
        CHECK_THROWS_WITH_AS(
            static_cast<void>(rows.column("N")),
            "the query \"SELECT n, n AS m, n FROM t\" has no column 'N'; its columns are 'n', 'm', 'n'", DataError);
    });
}

#else
TEST_CASE("sql_rows") { MESSAGE("SKIPPED: SOCI is not installed, or Boost for it (libsoci-dev, libboost-dev)"); }
#endif

} // namespace sql_rows_test
