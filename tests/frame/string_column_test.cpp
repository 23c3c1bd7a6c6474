// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>
#include <linnet/frame/string_column.hpp>

#include "support/eager_pool.hpp"

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

namespace {

StringColumn random_column(std::size_t rows, std::size_t distinct) {
    StringColumn column;
    for (std::size_t i = 0; i < rows; ++i) {
        column.push_back(std::to_string(linnet::Random{rows, distinct}.below(distinct, i)));
    }
    return column;
}

StringColumn naive_selected(const StringColumn& column, const std::vector<std::size_t>& rows) {
    StringColumn result;
    for (const std::size_t row : rows) {
        result.push_back(column[row]);
    }
    return result;
}

} // namespace

TEST_CASE("selected rows have the codes that they get one by one, with any number of threads") {
    const StringColumn column = random_column(20'000, 3000);
    for (const std::size_t size : {0U, 1U, 180U, 190U, 4095U, 4096U, 8192U, 12'287U, 12'288U, 30'000U}) {
        for (const bool in_order : {true, false}) {
            std::vector<std::size_t> rows(size);
            for (std::size_t i = 0; i < size; ++i) {
                rows[i] = in_order ? i * column.size() / size : linnet::Random{size, 1}.below(column.size(), i);
            }
            const StringColumn expected = naive_selected(column, rows);
            CAPTURE(size);
            StringColumn one = column.selected(rows);
            CHECK(one == expected);
            CHECK(column.selected(rows, &linnet_test::three_threads()) == expected);
            StringColumn more = expected;
            for (const char* string : {"17", "none of them", "17"}) { // the table of its strings is made
                one.push_back(string);
                more.push_back(string);
            }
            CHECK(one == more);
        }
    }
    CHECK(StringColumn{}.selected({}, &linnet_test::three_threads()).empty());
}

TEST_CASE("one string fills a column, and its rows are selected") {
    StringColumn column;
    for (std::size_t i = 0; i < 9000; ++i) {
        column.push_back("the only one");
    }
    std::vector<std::size_t> rows(8999, 5);
    CHECK(column.selected(rows, &linnet_test::three_threads()) == naive_selected(column, rows));
}

TEST_CASE("appended rows have the codes that they get one by one") {
    const StringColumn first = random_column(500, 300);
    const StringColumn second = random_column(700, 400);
    StringColumn expected = first;
    std::vector<std::string_view> views;
    for (std::size_t row = 0; row < second.size(); ++row) {
        expected.push_back(second[row]);
        views.push_back(second[row]);
    }
    StringColumn column = first;
    column.append(second);
    CHECK(column == expected);
    StringColumn by_views = first;
    by_views.append(views.data(), views.size());
    CHECK(by_views == expected);
    by_views.append(views.data(), 0);
    CHECK(by_views == expected);
    column.append(column);
    CHECK(column.size() == 2400);
    CHECK(column.distinct() == expected.distinct());
    CHECK(column[1200] == first[0]);
    CHECK(column[2399] == second[699]);
    column.append(StringColumn{});
    CHECK(column.size() == 2400);
}

} // namespace string_column_test
