// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>
#include <linnet/frame/string_column.hpp>

namespace string_column_test {

using linnet::StringColumn;

TEST_CASE("a string column gives back every row and keeps each string once") {
    const linnet::Random random{3, 0};
    StringColumn column;
    std::vector<std::string> rows;
    CHECK(column.empty());
    for (std::size_t i = 0; i < 5000; ++i) {
        rows.push_back("user " + std::to_string(random.below(100, i)));
        column.push_back(rows.back());
    }
    CHECK(column.size() == rows.size());
    CHECK(column.distinct() == 100);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CHECK(column[i] == rows[i]);
        CHECK(column.code(i) == column.codes()[i]);
        CHECK(column.string(column.code(i)) == rows[i]);
    }
}

TEST_CASE("codes count in order of first appearance") {
    StringColumn column;
    for (const char* string : {"x", "y", "x", "", "y"}) {
        column.push_back(string);
    }
    CHECK(std::vector<std::uint32_t>(column.codes().begin(), column.codes().end()) ==
          std::vector<std::uint32_t>{0, 1, 0, 2, 1});
}

TEST_CASE("string columns compare by rows, and copies are independent") {
    StringColumn column;
    column.push_back("a");
    StringColumn copy = column;
    CHECK(copy == column);
    copy.push_back("a");
    CHECK(copy != column);
    CHECK(column.size() == 1);
    const StringColumn moved = std::move(copy);
    CHECK(moved.size() == 2);
    CHECK(moved[1] == "a");
}

} // namespace string_column_test
