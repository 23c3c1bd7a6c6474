// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/count_at_least.hpp>

#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>

#include "../support/lanes.hpp"

namespace count_at_least_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE_TEMPLATE_DEFINE("scores of a threshold or more are counted one by one, and NaN is not", L, counts) {
    using T = typename L::T;
    const T infinity = std::numeric_limits<T>::infinity();
    for (const std::size_t n : {std::size_t{0}, std::size_t{1}, L::W - 1, L::W, 4 * L::W + 1, 9 * L::W + 2,
                                std::size_t{4096}, std::size_t{4097}, std::size_t{9000}}) {
        CAPTURE(n);
        std::vector<T> scores(n); // of exactly this size, so that a sanitizer sees what is read beyond it
        for (std::size_t i = 0; i < n; ++i) {
            scores[i] = static_cast<T>(Random{4, 0}.below(9, i)) - T{4};
            if (i % 11 == 3) {
                scores[i] = i % 2 == 0 ? std::numeric_limits<T>::quiet_NaN() : -infinity;
            }
        }
        for (std::size_t thresholds = 0; thresholds < 10; ++thresholds) {
            std::vector<T> from(thresholds);
            std::vector<std::size_t> got(thresholds);
            std::vector<std::size_t> want(thresholds);
            for (std::size_t j = 0; j < thresholds; ++j) {
                from[j] = j == 9 ? -infinity : T{3} - static_cast<T>(j);
                got[j] = want[j] = 100 * j; // counts are added to what is there
                for (const T score : scores) {
                    want[j] += score >= from[j] ? 1 : 0;
                }
            }
            kernels::count_at_least<T, L::W>(scores.data(), n, from, got.data());
            CHECK(got == want);
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(counts, EveryWidth);

} // namespace count_at_least_test
