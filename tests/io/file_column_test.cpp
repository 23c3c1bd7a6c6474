// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <string>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/io/file_column.hpp>

#include "../support/temporary_file.hpp"

namespace file_column_test {

using linnet::FileColumn;

TEST_CASE("a column is a position or a name in the header") {
    const linnet_test::TemporaryFile file{"user,item\n"};
    const linnet::DelimitedReader reader{file.path(), {.separator = ",", .header = true}};
    CHECK(FileColumn{0}.position_in(reader) == 0);
    CHECK(FileColumn{std::size_t{7}}.position_in(reader) == 7);
    CHECK(FileColumn{"item"}.position_in(reader) == 1);
    CHECK(FileColumn{std::string{"user"}}.position_in(reader) == 0);
    CHECK_THROWS_WITH_AS(static_cast<void>(FileColumn{"rating"}.position_in(reader)),
                         doctest::Contains("has no column 'rating'"), linnet::DataError);
    CHECK_THROWS_WITH_AS(FileColumn{-1}, "a column at position -1: positions count from 0", linnet::SettingError);
}

} // namespace file_column_test
