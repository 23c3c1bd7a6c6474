// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <linnet/log/interactions.hpp>

namespace interactions_test {

TEST_CASE("interactions count their rows and tell which columns they have") {
    linnet::Interactions log;
    CHECK(log.empty());
    CHECK(!log.has_ratings());
    CHECK(!log.has_timestamps());
    log.users.push_back("u");
    log.items.push_back("i");
    log.ratings.push_back(4.5F);
    CHECK(log.size() == 1);
    CHECK(log.has_ratings());
    CHECK(!log.has_timestamps());
    auto copy = log;
    CHECK(copy == log);
    copy.ratings[0] = 1.0F;
    CHECK(copy != log);
}

} // namespace interactions_test
