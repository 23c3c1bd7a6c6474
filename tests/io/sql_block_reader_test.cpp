// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/sql_block_reader.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "../support/databases.hpp"

namespace sql_block_reader_test {

#if LINNET_HAS_SOCI

using namespace linnet;
using linnet_test::with_each_database;

namespace {

void fill(soci::session& session, int rows) {
    session << "CREATE TABLE t(n INTEGER, name VARCHAR(20))";
    session << "INSERT INTO t WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n + 1 < "
            << std::to_string(rows) << ") SELECT n, n % 7 FROM c";
}

} // namespace

TEST_CASE("the blocks together are the result") {
    with_each_database([](soci::session& session) {
        fill(session, 10'000);
        const std::string query = "SELECT n, name FROM t ORDER BY n";
        const std::vector<SqlColumn> columns{{"n", ColumnKind::integer}, {"name"}};
        const Frame whole = read_frame(session, query, columns);
        REQUIRE(whole.size() == 10'000);
        for (const std::size_t size : {std::size_t{1000}, std::size_t{4095}, std::size_t{4096}, std::size_t{9999},
                                       std::size_t{10'000}, std::size_t{10'001}}) {
            SqlBlockReader reader{session, query, columns, size};
            std::size_t row = 0;
            bool same = true;
            while (const auto block = reader.next()) {
                CHECK(block->size() == std::min(size, 10'000 - row));
                for (std::size_t i = 0; i < block->size(); ++i, ++row) {
                    same = same && block->integers("n")[i] == whole.integers("n")[row] &&
                           block->strings("name")[i] == whole.strings("name")[row];
                }
            }
            CHECK(same);
            CHECK(row == 10'000);
            CHECK(!reader.next());
        }
    });
}

TEST_CASE("a result without rows has no blocks, and blocks without rows are refused") {
    with_each_database([](soci::session& session) {
        fill(session, 1);
        SqlBlockReader reader{session, "SELECT n FROM t WHERE n > 5", {}, 10};
        CHECK(!reader.next());
        CHECK_THROWS_WITH_AS(SqlBlockReader(session, "SELECT n FROM t", {}, 0),
                             "the query \"SELECT n FROM t\" is to be read in blocks of no rows", SettingError);
        CHECK_THROWS_AS(SqlBlockReader(session, "SELECT n FROM t", {{"m"}}, 10), DataError);
    });
}

TEST_CASE("a value that does not fit is told at each call, and no row after it is handed out") {
    with_each_database([](soci::session& session) {
        fill(session, 100);
        session << "UPDATE t SET name = 'x' WHERE n = 57";
        SqlBlockReader reader{session, "SELECT name FROM t ORDER BY n", {{"name", ColumnKind::number}}, 10};
        for (int i = 0; i < 5; ++i) {
            CHECK(reader.next().has_value());
        }
        for (int i = 0; i < 2; ++i) {
            CHECK_THROWS_WITH_AS(static_cast<void>(reader.next()),
                                 "row 57 of the query \"SELECT name FROM t ORDER BY n\": the number 'x' in column "
                                 "'name' is not a finite number",
                                 DataError);
        }
    });
}

#else
TEST_CASE("sql_block_reader") {
    MESSAGE("SKIPPED: SOCI is not installed, or Boost for it (libsoci-dev, libboost-dev)");
}
#endif

} // namespace sql_block_reader_test
