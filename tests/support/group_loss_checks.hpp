// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/loss.hpp>
#include <linnet/core/random.hpp>

#include "lanes.hpp"
#include "loss_checks.hpp"
#include "naive_kernels.hpp"

namespace linnet_test {

/// A batch of scores in groups, as naive twins see it.
struct GroupedBatch {
    std::vector<double> scores;
    std::vector<double> labels;
    std::vector<double> weights; ///< one for each row; all 1 if the loss gets none
    std::vector<double> log_q;   ///< all 0 if the loss gets none
};

/// The groups of a batch: first row and number of rows.
[[nodiscard]] inline std::vector<std::pair<std::size_t, std::size_t>> groups_of(const GroupedBatch& batch) {
    std::vector<std::pair<std::size_t, std::size_t>> groups;
    for (std::size_t r = 0; r < batch.labels.size(); ++r) {
        if (batch.labels[r] == 1.0) {
            groups.emplace_back(r, 0);
        }
        ++groups.back().second;
    }
    return groups;
}

/// Checks that the loss has the same bits at width L as at width 1, that its value is `naive(batch)` and its gradient
/// that of central differences: for groups of two rows and more, with and without weights and log q, with rows that
/// touch or not.
template <class L, class Loss, class Naive>
void check_group_loss(const Loss& loss, const Naive& naive) {
    using T = typename L::T;
    constexpr double epsilon = std::numeric_limits<T>::epsilon();
    for (const std::size_t rows : {std::size_t{2}, std::size_t{3}, L::W, L::W + 1, 3 * L::W + 2, 7 * L::W + 3}) {
        for (const std::size_t gap : {std::size_t{0}, std::size_t{2}}) {
            for (const int kind : {0, 1, 2, 3}) {
                if (rows < 2) {
                    continue; // a group has at least a positive and a negative
                }
                CAPTURE(rows);
                CAPTURE(gap);
                CAPTURE(kind);
                auto scores = random_matrix<T>(rows, 1, 11 + rows, gap);
                auto labels = random_matrix<T>(rows, 1, 12, gap);
                auto weights = random_matrix<T>(1, rows, 13);
                auto log_q = random_matrix<T>(1, rows, 14);
                GroupedBatch batch;
                for (std::size_t r = 0; r < rows; ++r) {
                    scores.view()(r, 0) *= T{4};
                    const bool may_begin = r > 0 && r + 1 < rows && batch.labels.back() == 0.0;
                    labels.view()(r, 0) =
                        r == 0 || (may_begin && linnet::Random{5, rows}.below(3, r) == 0) ? T{1} : T{0};
                    weights.view()(0, r) += T{1};
                    batch.scores.push_back(static_cast<double>(scores.view()(r, 0)));
                    batch.labels.push_back(static_cast<double>(labels.view()(r, 0)));
                    batch.weights.push_back(kind % 2 == 1 ? static_cast<double>(weights.view()(0, r)) : 1.0);
                    batch.log_q.push_back(kind >= 2 ? static_cast<double>(log_q.view()(0, r)) : 0.0);
                }
                linnet::Targets<T> targets{labels.view()};
                if (kind % 2 == 1) {
                    targets.weights = weights.view().row_span(0);
                }
                if (kind >= 2) {
                    targets.log_q = log_q.view().row_span(0);
                }
                const auto got = loss_of<L>(loss, scores, targets);
                const auto scalar = loss_of<Lanes<T, 1>>(loss, scores, targets);
                CHECK(std::equal(got.begin(), got.end(), scalar.begin(), scalar.end(), same<T>));
                CHECK(std::abs(static_cast<double>(got[0]) - naive(batch)) <= 64 * epsilon);
                for (std::size_t r = 0; r < rows; ++r) {
                    constexpr double step = 1e-4;
                    GroupedBatch higher = batch;
                    GroupedBatch lower = batch;
                    higher.scores[r] += step;
                    lower.scores[r] -= step;
                    const double slope = (naive(higher) - naive(lower)) / (2 * step);
                    CHECK(std::abs(static_cast<double>(got[1 + r]) - slope) <= 64 * epsilon + 1e-7);
                }
            }
        }
    }
}

} // namespace linnet_test
