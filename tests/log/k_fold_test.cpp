// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/log/k_fold.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <vector>

#include <doctest/doctest.h>

#include "support/logs.hpp"

namespace k_fold_test {

using namespace linnet_test;
using rows = std::vector<std::size_t>;

TEST_CASE("every row tests once and trains in all other runs") {
    for (const std::size_t n : {2U, 3U, 10U, 23U}) {
        for (std::size_t k = 2; k <= std::min<std::size_t>(n, 5); ++k) {
            const auto folds = linnet::k_fold(n, {.folds = k, .seed = 7});
            CHECK(folds.size() == k);
            CHECK(folds.rows() == n);
            rows tested;
            for (std::size_t fold = 0; fold < k; ++fold) {
                const rows test = folds.test_rows(fold);
                const rows train = folds.train_rows(fold);
                CHECK(test.size() >= n / k);
                CHECK(test.size() <= n / k + 1);
                CHECK(std::is_sorted(test.begin(), test.end()));
                rows both;
                std::merge(test.begin(), test.end(), train.begin(), train.end(), std::back_inserter(both));
                CHECK(both.size() == n);
                CHECK(std::adjacent_find(both.begin(), both.end()) == both.end());
                tested.insert(tested.end(), test.begin(), test.end());
            }
            std::sort(tested.begin(), tested.end());
            CHECK(tested.size() == n);
            CHECK(std::adjacent_find(tested.begin(), tested.end()) == tested.end());
        }
    }
    CHECK(linnet::k_fold(50, {.folds = 5, .seed = 1}).test_rows(0) ==
          linnet::k_fold(50, {.folds = 5, .seed = 1}).test_rows(0));
    CHECK(linnet::k_fold(50, {.folds = 5, .seed = 1}).test_rows(0) !=
          linnet::k_fold(50, {.folds = 5, .seed = 2}).test_rows(0));
    CHECK(linnet::k_fold(50, {.folds = 5, .seed = 1}).test_rows(0) != rows{0, 5, 10, 15, 20, 25, 30, 35, 40, 45});
}

TEST_CASE("given folds are taken as they are") {
    const std::vector<int> given{1, 0, 2, 0};
    const auto folds = linnet::predefined_folds(given);
    CHECK(folds.size() == 3);
    CHECK(folds.test_rows(0) == rows{1, 3});
    CHECK(folds.train_rows(0) == rows{0, 2});
    const auto log = log_of({{"a", "x", 1, 1}, {"b", "y", 2, 2}, {"c", "z", 3, 3}, {"d", "x", 4, 4}});
    const auto split = folds.split(log, 0);
    CHECK(log_rows(split.train) == std::vector<LogRow>{{"a", "x", 1, 1}, {"c", "z", 3, 3}});
    CHECK(split.validation.empty());
    CHECK(log_rows(split.test) == std::vector<LogRow>{{"b", "y", 2, 2}, {"d", "x", 4, 4}});
}

TEST_CASE("folds that do not fit are refused") {
    CHECK_THROWS_WITH_AS(static_cast<void>(linnet::k_fold(5, {.folds = 1, .seed = 0})), "k_fold: 1 folds of 5 rows",
                         linnet::SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(linnet::k_fold(2, {.folds = 3, .seed = 0})), "k_fold: 3 folds of 2 rows",
                         linnet::SettingError);
    const auto from = [](std::vector<int> folds) { return linnet::predefined_folds(folds).size(); };
    CHECK_THROWS_WITH_AS(from({0, 1, -1}), "predefined_folds, row 2: fold -1", linnet::DataError);
    CHECK_THROWS_WITH_AS(from({0, 3, 1, 0}), "predefined_folds: fold 2 of 4 has no row", linnet::DataError);
    CHECK_THROWS_WITH_AS(from({0, 2'000'000'000}), "predefined_folds: 2000000001 folds of 2 rows", linnet::DataError);
    CHECK_THROWS_WITH_AS(from({0, 0}), "predefined_folds: 1 folds", linnet::DataError);
    CHECK_THROWS_WITH_AS(from({}), "predefined_folds: 0 folds", linnet::DataError);
    const auto folds = linnet::k_fold(4, {.folds = 2, .seed = 0});
    CHECK_THROWS_WITH_AS(static_cast<void>(folds.test_rows(2)), "fold 2 of 2", linnet::SettingError);
    const auto log = log_of({{"a", "x", 1, 1}});
    CHECK_THROWS_WITH_AS(static_cast<void>(folds.split(log, 0)), "folds of 4 rows for a log of 1", linnet::DataError);
    CHECK_THROWS_AS(static_cast<void>(linnet::CrossValidation{}.train_rows(0)), linnet::SettingError);
}

TEST_CASE("the folds of Surprise for ml-100k have a fifth of its rows each") {
    const auto log = movielens_log("u.data");
    std::ifstream file{LINNET_SHARED_DIR "/data/ml-100k/splits/cv_fold.txt"};
    std::vector<int> given;
    for (int fold = 0; file >> fold;) {
        given.push_back(fold);
    }
    if (log.empty() || given.empty()) {
        MESSAGE("SKIPPED: no ml-100k");
        return;
    }
    const auto folds = linnet::predefined_folds(given);
    CHECK(folds.size() == 5);
    for (std::size_t fold = 0; fold < 5; ++fold) {
        CHECK(folds.test_rows(fold).size() == 20'000);
    }
    const auto split = folds.split(log, 2); // the first row of the log is in its test
    CHECK(split.test.users[0] == "196");
    CHECK(split.test.items[0] == "242");
    CHECK(split.train.size() == 80'000);
    CHECK(split.train.users[0] == "186");
}

} // namespace k_fold_test
