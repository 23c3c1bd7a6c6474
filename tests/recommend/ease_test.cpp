// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/ease.hpp>

#include <cmath>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

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

TEST_CASE("EASE wants a lambda above 0") {
    const UserItems log = random_log(4, 4, 9, 3);
    CHECK_THROWS_WITH_AS((Ease<float>{log, 0.0}), "Ease: lambda is 0.000000, and must be above 0", SettingError);
}

#else

TEST_CASE("EASE") { MESSAGE("SKIPPED: EASE needs Eigen, and there is none"); }

#endif

} // namespace ease_test
