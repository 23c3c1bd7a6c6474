// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/ease.hpp>

#include <cmath>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include "../support/eager_pool.hpp"
#include "../support/naive_inverse.hpp"
#include "../support/scores.hpp"

namespace ease_test {

using namespace linnet;
using namespace linnet_test;

#if __has_include(<Eigen/Cholesky>)

TEST_CASE("EASE is its closed form") {
    const UserItems log = random_log(20, 12, 90, 3);
    constexpr double lambda = 2.5;
    std::vector<std::vector<double>> gram(12, std::vector<double>(12));
    for (row_id i = 0; i < 12; ++i) {
        for (row_id j = 0; j < 12; ++j) {
            for (std::size_t user = 0; user < 20; ++user) {
                gram[i][j] += log.contains(user, i) && log.contains(user, j) ? 1 : 0;
            }
            gram[i][j] += i == j ? lambda : 0;
        }
    }
    const auto p = naive_inverse(gram);
    const Ease<double> ease{log, lambda};
    const auto scores = all_scores(ease);
    for (row_id user = 0; user < 20; ++user) {
        for (row_id item = 0; item < 12; ++item) {
            double want = 0;
            for (row_id had = 0; had < 12; ++had) {
                want += log.contains(user, had) && had != item ? -p[had][item] / p[item][item] : 0;
            }
            CHECK(std::abs(scores.view()(user, item) - want) < 1e-12);
        }
    }
    CHECK(same_in_blocks(ease));
    static_assert(Scorer<Ease<float>>);
}

TEST_CASE("EASE on several threads has the bits of one") {
    const UserItems log = random_log(300, 200, 3000, 3);
    const auto alone = all_scores(Ease<double>{log, 20.0});
    const auto together = all_scores(Ease<double>{log, 20.0, &three_threads()});
    bool same = true;
    for (std::size_t user = 0; user < 300; ++user) {
        for (std::size_t item = 0; item < 200; ++item) {
            same = same && alone.view()(user, item) == together.view()(user, item);
        }
    }
    CHECK(same);
}

TEST_CASE("EASE of nothing, of one item, and of items that nobody had") {
    const UserItems nothing;
    CHECK(Ease<float>{nothing, 1.0}.items() == 0);
    const std::vector<row_id> users{0, 1};
    const std::vector<row_id> first{0, 0};
    const UserItems one{users, first, 2, 1};
    CHECK(all_scores(Ease<float>{one, 1.0}).view()(1, 0) == 0.0F);
    const UserItems log{users, first, 2, 5};
    const auto scores = all_scores(Ease<float>{log, 1.0});
    for (std::size_t item = 0; item < 5; ++item) {
        CHECK(scores.view()(0, item) == 0.0F);
    }
}

TEST_CASE("EASE wants a lambda above 0, and not so small that nothing can be inverted") {
    const std::vector<row_id> users{0, 0};
    const std::vector<row_id> items{0, 1};
    const UserItems alike{users, items, 2, 2};
    CHECK_THROWS_WITH_AS((Ease<float>{alike, 1e-30}),
                         "Ease: lambda is 1e-30, with which the matrix of 2 items has no inverse", SettingError);
    const UserItems log = random_log(4, 4, 9, 3);
    CHECK_THROWS_WITH_AS((Ease<float>{log, 0.0}), "Ease: lambda is 0.000000, and must be above 0", SettingError);
}

#else

TEST_CASE("EASE") { MESSAGE("SKIPPED: EASE needs Eigen, and there is none"); }

#endif

} // namespace ease_test
