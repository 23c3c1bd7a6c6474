// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/cosine_scorer.hpp>

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/scorer.hpp>
#include <linnet/testing/guarded_matrix.hpp>

#include "../support/lanes.hpp"
#include "../support/scores.hpp"

namespace cosine_scorer_test {

using namespace linnet;
using namespace linnet_test;

static_assert(Scorer<CosineScorer<float>>);

TEST_CASE_TEMPLATE_DEFINE("cosines, in the same bits at every width", L, cosines) {
    using T = typename L::T;
    GuardedMatrix<T> table{50, 20};
    table.draw({1, 1});
    for (std::size_t k = 0; k < 20; ++k) {
        table.view()(7, k) = 0;
    }
    std::vector<row_id> rows;
    for (row_id r = 0; r < 30; ++r) {
        rows.push_back((r * 7) % 50);
    }
    const CosineScorer<T, L::W> scorer(table.view());
    const CosineScorer<T, 1> scalar(table.view());
    CHECK(same_in_blocks(scorer));
    GuardedMatrix<T> out{30, 41};
    GuardedMatrix<T> other{30, 41};
    typename CosineScorer<T, L::W>::Workspace workspace;
    typename CosineScorer<T, 1>::Workspace other_workspace;
    scorer.score(rows, 3, out.view(), workspace);
    scalar.score(rows, 3, other.view(), other_workspace);
    CHECK(out.intact());
    std::size_t mistakes = 0;
    for (std::size_t u = 0; u < 30; ++u) {
        for (std::size_t j = 0; j < 41; ++j) {
            double ab = 0.0;
            double aa = 0.0;
            double bb = 0.0;
            for (std::size_t k = 0; k < 20; ++k) {
                const auto a = static_cast<double>(table.view()(rows[u], k));
                const auto b = static_cast<double>(table.view()(3 + j, k));
                ab += a * b;
                aa += a * a;
                bb += b * b;
            }
            const double want = aa == 0.0 || bb == 0.0 ? 0.0 : ab / std::sqrt(aa * bb);
            const double tolerance = 8 * static_cast<double>(std::numeric_limits<T>::epsilon());
            mistakes += std::abs(static_cast<double>(out.view()(u, j)) - want) <= tolerance ? 0U : 1U;
            mistakes += same(out.view()(u, j), other.view()(u, j)) ? 0U : 1U;
        }
    }
    CHECK(mistakes == 0);
}
TEST_CASE_TEMPLATE_APPLY(cosines, TestedWidths);

} // namespace cosine_scorer_test
