// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommender/log_label.hpp>

#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>

namespace log_label_test {

using namespace linnet;

namespace {

Interactions ratings(const std::vector<float>& values) {
    Interactions log;
    for (const float value : values) {
        log.users.push_back("u");
        log.items.push_back("i");
        log.ratings.push_back(value);
    }
    return log;
}

} // namespace

TEST_CASE("every label that encode takes") {
    const Interactions log = ratings({1, 4, 5});
    CHECK(LogLabel{LikedFrom{4}}(log) == std::vector<float>{0, 1, 1});
    CHECK(LogLabel{RatingAsLabel{}}(log) == std::vector<float>{1, 4, 5});
    CHECK(LogLabel{ImplicitPositive{}}(log) == std::vector<float>{1, 1, 1});
    LogLabel label = [](float rating) { return rating / 5; };
    CHECK(label(log)[2] == 1.0F);
    const LogLabel copy = label;
    label = ImplicitPositive{};
    CHECK(copy(log)[0] == 0.2F);
    CHECK(label(log)[0] == 1.0F);
    CHECK(label(Interactions{}).empty());
}

TEST_CASE("what encode says of labels") {
    CHECK_THROWS_AS(LogLabel{LikedFrom{40}}.check(ratings({1, 4})), SettingError);
    CHECK(LogLabel{LikedFrom{40}}(ratings({1, 4})) == std::vector<float>{0, 0}); // may be all that happened today
    CHECK_NOTHROW(LogLabel{RatingAsLabel{}}.check(ratings({1, 1})));
    CHECK_NOTHROW(LogLabel{ImplicitPositive{}}.check(Interactions{}));
    Interactions none = ratings({1});
    none.ratings.clear();
    CHECK_THROWS_AS(static_cast<void>(LogLabel{LikedFrom{4}}(none)), DataError);
    CHECK(LogLabel{ImplicitPositive{}}(none) == std::vector<float>{1});
}

} // namespace log_label_test
