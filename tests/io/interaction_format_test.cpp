// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <linnet/io/interaction_format.hpp>

#include "../support/temporary_file.hpp"

namespace interaction_format_test {

TEST_CASE("by default a file has users and items, and bad lines are refused") {
    const linnet_test::TemporaryFile file{""};
    const linnet::DelimitedReader reader{file.path()};
    const linnet::InteractionFormat format;
    CHECK(format.user.position_in(reader) == 0);
    CHECK(format.item.position_in(reader) == 1);
    CHECK(!format.rating.has_value());
    CHECK(!format.timestamp.has_value());
    CHECK(format.on_bad_line == linnet::OnBadLine::refuse);
}

TEST_CASE("columns are given by number or by name") {
    const linnet::InteractionFormat format{
        .file = {.separator = ",", .header = true}, .user = 1, .item = "item", .rating = 2, .timestamp = "time"};
    CHECK(format.rating.has_value());
    CHECK(format.timestamp.has_value());
}

} // namespace interaction_format_test
