// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/top_items.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/thread_pool.hpp>

#include "../support/eager_pool.hpp"

namespace top_items_test {

using namespace linnet;

namespace {

/// Scores with many ties and a NaN here and there.
struct Made {
    using scalar = float;
    struct Workspace {};
    std::size_t rows = 1000;

    static float score_of(std::size_t user, std::size_t item) {
        const std::size_t x = (user * 7919 + item * 104729 + 17) % 211;
        return x == 5 ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(x / 3);
    }
    static std::size_t users() { return 700; }
    [[nodiscard]] std::size_t items() const { return rows; }
    void score(std::span<const row_id> of, std::size_t first, MatrixView<float> out, Workspace&) const {
        for (std::size_t u = 0; u < of.size(); ++u) {
            for (std::size_t j = 0; j < out.columns; ++j) {
                out(u, j) = score_of(of[u], first + j);
            }
        }
    }
};

/// By a full sort of all items that `keep` allows.
template <class Keep>
std::vector<row_id> sorted(std::size_t user, std::size_t items, std::size_t k, const Keep& keep) {
    std::vector<row_id> rows;
    for (row_id row = 0; row < items; ++row) {
        if (keep(row)) {
            rows.push_back(row);
        }
    }
    std::stable_sort(rows.begin(), rows.end(), [&](row_id a, row_id b) {
        const float x = Made::score_of(user, a);
        const float y = Made::score_of(user, b);
        return std::isnan(y) ? !std::isnan(x) : x > y;
    });
    rows.resize(std::min(k, rows.size()));
    return rows;
}

template <class T>
std::vector<row_id> listed_rows(const std::vector<Scored<T>>& list) {
    std::vector<row_id> rows;
    for (const auto& item : list) {
        rows.push_back(item.row);
    }
    return rows;
}

std::vector<row_id> first_users(std::size_t count) {
    std::vector<row_id> users(count);
    std::iota(users.begin(), users.end(), row_id{0});
    return users;
}

struct Backwards : Reranker {
    void check(std::size_t items) const override {
        if (items == 3) {
            throw SettingError("three");
        }
    }
    std::vector<std::size_t> choose(row_id, std::span<const Scored<double>> candidates, std::size_t k) const override {
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < k; ++i) {
            places.push_back(candidates.size() - 1 - i);
        }
        return places;
    }
};

} // namespace

TEST_CASE("the lists are those of a full sort, for any number of users and threads") {
    const Made scorer;
    linnet_test::EagerPool pool{3};
    for (const std::size_t count : {1U, 2U, 16U, 300U, 700U}) {
        const auto users = first_users(count);
        const auto lists = top_items(scorer, users, {.k = 25, .unknown_row_0 = false});
        const auto threaded = top_items(scorer, users, {.k = 25, .unknown_row_0 = false, .executor = &pool});
        REQUIRE(lists.size() == count);
        std::size_t mistakes = 0;
        for (std::size_t u = 0; u < count; ++u) {
            mistakes += listed_rows(lists[u]) == sorted(u, 1000, 25, [](row_id) { return true; }) ? 0U : 1U;
            mistakes += listed_rows(lists[u]) == listed_rows(threaded[u]) ? 0U : 1U;
            for (const auto& item : lists[u]) {
                mistakes += item.score == Made::score_of(u, item.row) ? 0U : 1U;
            }
        }
        CHECK(mistakes == 0);
    }
}

TEST_CASE("what was seen, is excluded or is not allowed is left out, and a list is then shorter") {
    const Made scorer;
    std::vector<row_id> of;
    std::vector<row_id> had;
    for (row_id i = 0; i < 900; ++i) {
        of.push_back(i % 3);
        had.push_back(i * 7 % 1000);
    }
    const UserItems seen(of, had, 700, 1000);
    const std::vector<row_id> exclude{5, 6, 7, 5000};
    std::vector<row_id> allow{5, 900, 901, 950, 4000};
    const std::vector<row_id> users{2, 0, 1, 40};
    const auto kept = [&](row_id user, row_id row) {
        return !seen.contains(user, row) && std::count(exclude.begin(), exclude.end(), row) == 0;
    };
    const auto lists =
        top_items(scorer, users, {.k = 400, .exclude_seen = &seen, .exclude = exclude, .unknown_row_0 = false});
    const auto few =
        top_items(scorer, users, {.exclude_seen = &seen, .exclude = exclude, .allow = allow, .unknown_row_0 = false});
    const auto all = top_items(scorer, users, {.k = 5000, .unknown_row_0 = false});
    for (std::size_t u = 0; u < users.size(); ++u) {
        CHECK(listed_rows(lists[u]) == sorted(users[u], 1000, 400, [&](row_id row) { return kept(users[u], row); }));
        CHECK(listed_rows(few[u]) == sorted(users[u], 1000, 10, [&](row_id row) {
                  return kept(users[u], row) && std::count(allow.begin(), allow.end(), row) != 0;
              }));
        CHECK(few[u].size() <= 3);
        CHECK(all[u].size() == 1000);
    }
}

TEST_CASE("row 0 stands for unknown users and items, unless it is said that it does not") {
    const Made scorer{20};
    const std::vector<row_id> of{0, 0, 1, 1};
    const std::vector<row_id> had{3, 4, 3, 4};
    const UserItems seen(of, had, 2, 20);
    const auto lists = top_items(scorer, std::vector<row_id>{0, 1}, {.k = 30, .exclude_seen = &seen});
    CHECK(listed_rows(lists[0]) == sorted(0, 20, 30, [](row_id row) { return row != 0; }));
    CHECK(listed_rows(lists[1]) == sorted(1, 20, 30, [](row_id row) { return row != 0 && row != 3 && row != 4; }));
}

TEST_CASE("a reranker chooses from the candidates") {
    const Made scorer;
    const Backwards backwards;
    const std::vector<row_id> users{3, 4};
    const auto all = top_items(scorer, users, {.k = 20});
    const auto lists = top_items(scorer, users, {.k = 4, .rerank = &backwards, .candidates = 20});
    const auto few = top_items(scorer, users, {.k = 4, .rerank = &backwards, .candidates = 2}); // at least k
    for (std::size_t u = 0; u < 2; ++u) {
        const auto rows = listed_rows(all[u]);
        CHECK(listed_rows(lists[u]) == std::vector<row_id>{rows[19], rows[18], rows[17], rows[16]});
        CHECK(listed_rows(few[u]) == std::vector<row_id>{rows[3], rows[2], rows[1], rows[0]});
    }
    CHECK_THROWS_WITH_AS(static_cast<void>(top_items(Made{3}, users, {.rerank = &backwards})), "three", SettingError);
}

TEST_CASE("a reranker's place that no candidate has, or that is there twice or is too many, is named") {
    struct Fixed final : Reranker {
        explicit Fixed(std::vector<std::size_t> chosen) : places{std::move(chosen)} {}
        void check(std::size_t) const override {}
        [[nodiscard]] std::vector<std::size_t> choose(row_id, std::span<const Scored<double>>,
                                                      std::size_t) const override {
            return places;
        }
        std::vector<std::size_t> places;
    };
    const std::vector<row_id> users{5};
    const auto list = [&](const std::vector<std::size_t>& places) {
        const Fixed reranker{places};
        return top_items(Made{}, users, {.k = 3, .rerank = &reranker, .candidates = 8})[0].size();
    };
    CHECK(list({7, 0, 2}) == 3);
    CHECK(list({}) == 0);
    CHECK_THROWS_WITH_AS(list({0, 8}), "the reranker chose place 8 for user 5, which is not below its 8 candidates",
                         SettingError);
    CHECK_THROWS_WITH_AS(list({6, 1, 6}), "the reranker chose place 6 twice for user 5", SettingError);
    CHECK_THROWS_WITH_AS(list({0, 1, 2, 5}),
                         "the reranker chose 4 places for user 5, from place 0 to place 5, and the list has 3",
                         SettingError);
}

TEST_CASE("k beyond all items, and only the first rows") {
    const std::vector<row_id> users{5, 6};
    constexpr std::size_t huge = std::numeric_limits<std::size_t>::max();
    CHECK(top_items(Made{}, users, {.k = huge})[1].size() == 999); // row 0 is no item
    const auto some = top_items(Made{}, users, {.k = huge, .first_rows = 7, .candidates = huge});
    REQUIRE(some[0].size() == 6);
    for (const auto& item : some[0]) {
        CHECK(item.row < 7);
    }
    CHECK(top_items(Made{}, users, {.k = 3, .first_rows = 0})[0].empty());
    CHECK(top_items(Made{}, users, {.k = 3, .first_rows = 0}).size() == 2);
}

TEST_CASE("what a scorer throws reaches the caller, from any thread") {
    /// The first user waits until another thread has begun with others, whom it refuses.
    struct Refusing : Made {
        std::atomic<int>* begun;

        void score(std::span<const row_id> of, std::size_t, MatrixView<float>, Workspace&) const {
            if (of.front() == 3) {
                while (*begun == 0) {
                    std::this_thread::yield();
                }
                return;
            }
            ++*begun;
            throw DataError("no score for user " + std::to_string(of.front()));
        }
    };
    std::atomic<int> begun = 0;
    Refusing scorer;
    scorer.begun = &begun;
    const std::vector<row_id> users{3, 4, 5, 6, 7, 8};
    CHECK_THROWS_WITH_AS(static_cast<void>(top_items(scorer, users, {.executor = &linnet_test::three_threads()})),
                         "no score for user 5", DataError);
    CHECK_THROWS_WITH_AS(static_cast<void>(top_items(scorer, std::span(users).last(4))), "no score for user 5",
                         DataError);
}

TEST_CASE("nothing to list") {
    CHECK(top_items(Made{}, std::vector<row_id>{}).empty());
    CHECK(top_items(Made{0}, std::vector<row_id>{1})[0].empty());
    CHECK(top_items(Made{}, std::vector<row_id>{1}, {.k = 0})[0].empty());
    CHECK_THROWS_WITH_AS(static_cast<void>(top_items(Made{}, std::vector<row_id>{1, 700})),
                         "top_items: user 1 has row 700, which is not below 700", IdError);
}

} // namespace top_items_test
