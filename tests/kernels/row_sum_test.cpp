// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/row_sum.hpp>

#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/row_gradients.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace row_sum_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE_TEMPLATE_DEFINE("a row's gradient is summed in the order of its lookups, a single one read in place", L,
                          sums) {
    using T = typename L::T;
    for (const std::size_t columns : {std::size_t{1}, L::W, L::W + 1, 3 * L::W + 2}) {
        CAPTURE(columns);
        const std::vector<T> a = random_values<T>(columns, T{-1}, T{1}, 1);
        const std::vector<T> b = random_values<T>(columns, T{-1}, T{1}, 2);
        const std::vector<T> c = random_values<T>(columns, T{-1}, T{1}, 3);
        RowGradients<T> gradients{5};
        gradients.add(3, a.data());
        gradients.add(1, a.data(), T{0.3F});
        gradients.add(4, c.data(), T{0.7F});
        gradients.add(1, b.data());
        gradients.add(1, c.data(), T{-0.9F});
        RowSum<T, L::W> sum{columns};
        sum.reserve(&three_threads());
        CHECK(sum(gradients, gradients.group_of(3)) == a.data());
        const T* const three = sum(gradients, gradients.group_of(1));
        CHECK(sum(gradients, gradients.group_of(4), 2) != three); // parts do not overwrite each other
        std::size_t mistakes = 0;
        for (std::size_t i = 0; i < columns; ++i) {
            const T want = naive_multiply_add(T{-0.9F}, c[i], naive_multiply_add(T{1}, b[i], T{0.3F} * a[i]));
            mistakes += same(three[i], want) ? 0U : 1U;
        }
        const T* const scaled = sum(gradients, gradients.group_of(4), 2);
        for (std::size_t i = 0; i < columns; ++i) {
            mistakes += same(scaled[i], T{0.7F} * c[i]) ? 0U : 1U;
        }
        CHECK(mistakes == 0);
    }
}
TEST_CASE_TEMPLATE_APPLY(sums, EveryUserWidth);

} // namespace row_sum_test
