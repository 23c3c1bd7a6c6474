// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommender/recommender_settings.hpp>

#include <doctest/doctest.h>

#include <linnet/log/interactions.hpp>

namespace recommender_settings_test {

using namespace linnet;

TEST_CASE("defaults: every event is a positive, every id has a row, and what was seen is left out") {
    const RecommenderSettings settings;
    Interactions log;
    log.users.push_back("anna");
    log.items.push_back("book");
    CHECK(settings.label(log) == std::vector<float>{1.0F});
    CHECK(settings.min_user_count == 1);
    CHECK(settings.min_item_count == 1);
    const ListOptions options{.k = 3};
    CHECK(options.exclude_seen);
    CHECK(options.allow.empty());
}

} // namespace recommender_settings_test
