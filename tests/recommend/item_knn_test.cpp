// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/item_knn.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "../support/eager_pool.hpp"
#include "../support/scores.hpp"

namespace item_knn_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// The similarity of two items, pair by pair of columns.
double naive_similarity(const UserItems& log, row_id a, row_id b, double shrink) {
    double both = 0;
    double of_a = 0;
    double of_b = 0;
    for (std::size_t user = 0; user < log.users(); ++user) {
        both += log.contains(user, a) && log.contains(user, b) ? 1 : 0;
        of_a += log.contains(user, a) ? 1 : 0;
        of_b += log.contains(user, b) ? 1 : 0;
    }
    return both == 0 ? 0 : both / (std::sqrt(of_a) * std::sqrt(of_b) + shrink);
}

/// Adds in rising order of the neighbours' rows.
double naive_score(const UserItems& log, row_id user, row_id item, const ItemKnnSettings& settings) {
    std::vector<std::pair<double, row_id>> similar; // negated, so that the best come first and ties by row
    for (row_id other = 0; other < log.items(); ++other) {
        if (other != item) {
            similar.emplace_back(-naive_similarity(log, item, other, settings.shrink), other);
        }
    }
    std::sort(similar.begin(), similar.end());
    similar.resize(std::min(settings.k, similar.size()));
    double total = 0;
    for (row_id other = 0; other < log.items(); ++other) {
        for (const auto& [similarity, neighbour] : similar) {
            total -= neighbour == other && log.contains(user, other) ? similarity : 0;
        }
    }
    return total;
}

} // namespace

TEST_CASE("item-kNN sums the similarities to the neighbours that the user had") {
    const UserItems log = random_log(12, 15, 70, 5);
    for (const ItemKnnSettings& settings :
         {ItemKnnSettings{.k = 100}, ItemKnnSettings{.k = 3}, ItemKnnSettings{.k = 5, .shrink = 4.0}}) {
        CAPTURE(settings.k);
        const ItemKnn<double> knn{log, settings};
        const auto scores = all_scores(knn);
        for (row_id user = 0; user < log.users(); ++user) {
            for (row_id item = 0; item < log.items(); ++item) {
                CHECK(scores.view()(user, item) == naive_score(log, user, item, settings));
            }
        }
        CHECK(same_in_blocks(knn));
    }
    static_assert(Scorer<ItemKnn<float>>);
}

TEST_CASE("item-kNN on several threads, and for some users at a time, has the bits of one thread and of each user") {
    const UserItems log = random_log(70, 90, 900, 6);
    const ItemKnn<double> alone{log, {.k = 7}};
    const ItemKnn<double> together{log, {.k = 7}, &three_threads()};
    for (std::size_t item = 0; item < log.items(); ++item) {
        const auto a = alone.neighbours(item);
        const auto b = together.neighbours(item);
        CHECK(std::equal(a.begin(), a.end(), b.begin(), b.end(),
                         [](const auto& x, const auto& y) { return x.row == y.row && x.score == y.score; }));
    }
    const auto scores = all_scores(alone);
    const std::vector<row_id> users{69, 3, 3, 0};
    const ItemKnn<double>::OfUsers some = together.of_users(users);
    Matrix<double> out(4, 11);
    ItemKnn<double>::OfUsers::Workspace workspace;
    const std::vector<row_id> places{0, 1, 2, 3};
    some.score(places, 40, out.view(), workspace);
    for (std::size_t u = 0; u < 4; ++u) {
        for (std::size_t j = 0; j < 11; ++j) {
            CHECK(out.view()(u, j) == scores.view()(users[u], 40 + j));
        }
    }
    CHECK(ItemKnn<float>{log, {.k = 0}}.neighbours(3).empty());
    const UserItems empty;
    CHECK(ItemKnn<float>{empty}.items() == 0);
}

TEST_CASE("an item that nobody had has no neighbours") {
    const std::vector<row_id> users{0, 0, 1};
    const std::vector<row_id> items{1, 2, 1};
    const UserItems log{users, items, 2, 5};
    const ItemKnn<float> knn{log};
    CHECK(knn.neighbours(4).empty());
    REQUIRE(knn.neighbours(1).size() == 1);
    CHECK(knn.neighbours(1)[0].row == 2);
    CHECK(knn.neighbours(1)[0].score == doctest::Approx(1 / std::sqrt(2.0)));
}

TEST_CASE("more neighbours than there are items, and a shrink that is none") {
    const UserItems log = random_log(20, 15, 90, 7);
    const ItemKnn<double> all(log, {.k = 15});
    const ItemKnn<double> more(log, {.k = std::numeric_limits<std::size_t>::max()});
    for (std::size_t item = 0; item < 15; ++item) {
        CHECK(more.neighbours(item).size() == all.neighbours(item).size());
    }
    CHECK_THROWS_WITH_AS((ItemKnn<double>(log, {.shrink = -1.0})), "ItemKnn: a shrink of -1.000000 is below 0",
                         SettingError);
    CHECK_THROWS_AS((ItemKnn<double>(log, {.shrink = std::numeric_limits<double>::quiet_NaN()})), SettingError);
}

} // namespace item_knn_test
