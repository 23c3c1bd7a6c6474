// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/quantised_table.hpp>

#include <cstddef>
#include <utility>

#include <doctest/doctest.h>

namespace quantised_table_test {

using namespace linnet;

TEST_CASE("a table has a place for each number, which is 0, and says its bytes") {
    const QuantisedTable<float> int8(TableFormat::int8, 3, 5);
    CHECK(int8.rows() == 3);
    CHECK(int8.columns() == 5);
    CHECK(int8.bytes() == 3 * (5 + 2 * sizeof(float)));
    CHECK(int8.int8_row(2)[4] == 0);
    CHECK(int8.scale(2).offset == 0.0F);
    CHECK(int8.int8_row(2) - int8.int8_row(0) == 10);
    const QuantisedTable<double> bfloat16(TableFormat::bfloat16, 3, 5);
    CHECK(bfloat16.format() == TableFormat::bfloat16);
    CHECK(bfloat16.bytes() == 3 * 5 * 2);
    CHECK(bfloat16.bfloat16_row(2)[4] == 0);
    CHECK(QuantisedTable<double>::bytes_of_row(TableFormat::int8, 4) == 4 + 2 * sizeof(double));
}

TEST_CASE("a table without rows or columns is empty") {
    CHECK(QuantisedTable<float>{}.empty());
    CHECK(QuantisedTable<float>{}.bytes() == 0);
    CHECK(QuantisedTable<float>(TableFormat::int8, 0, 5).empty());
    CHECK(QuantisedTable<float>(TableFormat::bfloat16, 5, 0).empty());
    CHECK(!QuantisedTable<float>(TableFormat::bfloat16, 1, 1).empty());
}

TEST_CASE("a copy has numbers of its own") {
    QuantisedTable<float> table(TableFormat::int8, 2, 2);
    table.int8_row(1)[0] = 7;
    QuantisedTable<float> copy = table;
    copy.int8_row(1)[0] = 8;
    CHECK(table.int8_row(1)[0] == 7);
    const QuantisedTable<float> moved = std::move(copy);
    CHECK(moved.int8_row(1)[0] == 8);
}

} // namespace quantised_table_test
