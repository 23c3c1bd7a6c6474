// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/known_rows.hpp>

#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>

namespace known_rows_test {

using namespace linnet;

namespace {

using Strict = Categorical<"strict", 3>;
using Lenient = Categorical<"lenient", 3, UnknownId::use_row_0>;

const std::vector<row_id> known{2, 0, 1};
const std::vector<row_id> unknown{2, 3, 4'000'000'000U};

} // namespace

TEST_CASE("ids that are rows are handed back, not copied") {
    std::vector<row_id> storage;
    CHECK(known_rows<Strict>(known, 3, storage).data() == known.data());
    CHECK(known_rows<Lenient>(known, 3, storage).data() == known.data());
    CHECK(storage.empty());
    CHECK(known_rows<Strict>({}, 3, storage).empty());
    CHECK(known_rows<Strict>({}, 0, storage).empty());
}

TEST_CASE("a feature refuses unknown ids, naming the first one") {
    std::vector<row_id> storage;
    CHECK_THROWS_WITH_AS(static_cast<void>(known_rows<Strict>(unknown, 3, storage)),
                         "feature 'strict', row 1: id 3 is not below 3", IdError);
    CHECK_THROWS_WITH_AS(static_cast<void>(known_rows<Strict>(unknown, 4, storage)),
                         "feature 'strict', row 2: id 4000000000 is not below 4", IdError);
}

TEST_CASE("the row of the batch is that of a position in the list of ids") {
    std::vector<row_id> storage;
    const auto row_of = [](std::size_t at) { return 10 * at; };
    CHECK_THROWS_WITH_AS(static_cast<void>(known_rows<Strict>(unknown, 3, storage, row_of)),
                         "feature 'strict', row 10: id 3 is not below 3", IdError);
    try {
        static_cast<void>(known_rows<Strict>(unknown, 3, storage, row_of));
    } catch (const IdError& error) {
        CHECK(error.row() == 10);
    }
}

TEST_CASE("a feature reads row 0 for unknown ids, if it says so") {
    std::vector<row_id> storage;
    const auto rows = known_rows<Lenient>(unknown, 3, storage);
    CHECK(std::vector<row_id>(rows.begin(), rows.end()) == std::vector<row_id>{2, 0, 0});
    CHECK(unknown[1] == 3);
}

TEST_CASE("a table without rows knows no id") {
    std::vector<row_id> storage;
    CHECK_THROWS_WITH_AS(static_cast<void>(known_rows<Lenient>(known, 0, storage)),
                         "feature 'lenient', row 0: id 2 is not below 0", IdError);
}

TEST_CASE("one id of a sample is a row, refused, or row 0") {
    CHECK(known_row<Strict>(2, 3, 7) == 2);
    CHECK(known_row<Lenient>(3, 3, 7) == 0);
    CHECK_THROWS_WITH_AS(static_cast<void>(known_row<Strict>(3, 3, 7)), "feature 'strict', row 7: id 3 is not below 3",
                         IdError);
    CHECK_THROWS_WITH_AS(static_cast<void>(known_row<Lenient>(0, 0, 7)),
                         "feature 'lenient', row 7: id 0 is not below 0", IdError);
}

TEST_CASE("one id is judged as several are") {
    std::vector<row_id> storage;
    for (const row_id id : {row_id{0}, row_id{2}}) {
        CHECK(known_rows<Strict>({&id, 1}, 3, storage)[0] == id);
    }
    for (const row_id id : {row_id{3}, row_id{4'000'000'000U}}) {
        CHECK_THROWS_AS(static_cast<void>(known_rows<Strict>({&id, 1}, 3, storage)), IdError);
        CHECK_THROWS_AS(static_cast<void>(known_rows<Lenient>({&id, 1}, 0, storage)), IdError);
        CHECK(known_rows<Lenient>({&id, 1}, 3, storage)[0] == 0);
    }
}

} // namespace known_rows_test
