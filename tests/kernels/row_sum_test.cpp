// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/row_sum.hpp>

#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/row_gradients.hpp>
#include <linnet/testing/guarded_matrix.hpp>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace row_sum_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE_TEMPLATE_DEFINE("a row's gradient is summed in the order of its lookups, a single one read in place", L,
                          sums) {
    using T = typename L::T;
    for (const std::size_t columns : {std::size_t{1}, L::W, L::W + 1, 3 * L::W + 2, 4 * L::W, 9 * L::W + 1}) {
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
        gradients.arrange();
        GuardedMatrix<T> scratch{2, columns};
        T* const first = scratch.view().row(0);
        T* const second = scratch.view().row(1);
        CHECK(kernels::summed_row<T, L::W>(gradients, gradients.group_of(3), first, columns) == a.data());
        const T* const three = kernels::summed_row<T, L::W>(gradients, gradients.group_of(1), first, columns);
        CHECK(three == first);
        std::size_t mistakes = 0;
        for (std::size_t i = 0; i < columns; ++i) {
            const T want = naive_multiply_add(T{-0.9F}, c[i], naive_multiply_add(T{1}, b[i], T{0.3F} * a[i]));
            mistakes += same(three[i], want) ? 0U : 1U;
        }
        const T* const scaled = kernels::summed_row<T, L::W>(gradients, gradients.group_of(4), second, columns);
        for (std::size_t i = 0; i < columns; ++i) {
            mistakes += same(scaled[i], T{0.7F} * c[i]) ? 0U : 1U;
        }
        kernels::sum_row<T, L::W>(gradients, gradients.group_of(3), first, columns);
        for (std::size_t i = 0; i < columns; ++i) {
            mistakes += same(first[i], a[i]) ? 0U : 1U;
        }
        CHECK(mistakes == 0);
        CHECK(scratch.intact());
    }
}
TEST_CASE_TEMPLATE_APPLY(sums, EveryUserWidth);

TEST_CASE("sums are owned by the gradient, and more add to them with the bits of one batch") {
    const std::vector<float> a = random_values<float>(5, -1.0F, 1.0F, 1);
    std::vector<float> b = random_values<float>(5, -1.0F, 1.0F, 2);
    const std::vector<float> c = random_values<float>(5, -1.0F, 1.0F, 3);
    GradientBlock<float> parts;
    GradientBlock<float> whole;
    parts.rows = RowGradients<float>{40};
    whole.rows = RowGradients<float>{40};
    whole.rows.add(3, a.data(), 0.3F);
    whole.rows.add(3, c.data(), 0.7F);
    parts.rows.add(3, a.data(), 0.3F);
    kernels::own_rows<float, 4>(parts, 5);
    parts.rows.add(3, c.data(), 0.7F);
    for (row_id row = 4; row < 20; ++row) { // more rows than there is memory for
        parts.rows.add(row, b.data());
    }
    kernels::own_rows<float, 4>(parts, 5);
    b.assign(5, 9.0F);
    kernels::own_rows<float, 4>(parts, 5);
    float want[5];
    whole.rows.arrange();
    kernels::sum_row<float, 4>(whole.rows, 0, want, 5);
    REQUIRE(parts.rows.of(0).size() == 1);
    const float* const only = parts.rows.of(0)[0].gradient;
    CHECK(std::vector<float>(only, only + 5) == std::vector<float>(want, want + 5));
    CHECK(parts.rows.of(parts.rows.group_of(19))[0].gradient[2] != 9.0F);
}

} // namespace row_sum_test
