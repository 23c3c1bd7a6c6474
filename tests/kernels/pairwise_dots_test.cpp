// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/pairwise_dots.hpp>

#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>
#include <linnet/testing/guarded_matrix.hpp>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace pairwise_dots_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE_TEMPLATE_DEFINE("the products below the diagonal are summed in the order of k, at every width and size", L,
                          products) {
    using T = typename L::T;
    for (const std::size_t m : {1U, 2U, 3U, 6U, 7U, 11U, 16U, 17U, 27U, 40U}) {
        for (const std::size_t n : {1U, 3U, 16U, 33U}) {
            CAPTURE(m);
            CAPTURE(n);
            const auto vectors = random_matrix<T>(m, n, 1, 2);
            const std::size_t packs = (m + L::W - 1) / L::W * L::W;
            Matrix<T> transposed(n, packs);
            for (std::size_t i = 0; i < m; ++i) {
                for (std::size_t k = 0; k < n; ++k) {
                    transposed.view()(k, i) = vectors.view()(i, k);
                }
            }
            GuardedMatrix<T> to{1, m * (m - 1) / 2, 40};
            kernels::pairwise_dots<T, L::W>(vectors.view(), transposed.view(), to.view().data);
            CHECK(to.intact());
            std::size_t mistakes = 0;
            std::size_t at = 0;
            for (std::size_t i = 0; i < m; ++i) {
                for (std::size_t j = 0; j < i; ++j, ++at) {
                    T want = 0;
                    for (std::size_t k = 0; k < n; ++k) {
                        want = naive_multiply_add(vectors.view()(i, k), vectors.view()(j, k), want);
                    }
                    mistakes += same(to.view()(0, at), want) ? 0U : 1U;
                }
            }
            CHECK(mistakes == 0);
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(products, EveryUserWidth);

} // namespace pairwise_dots_test
