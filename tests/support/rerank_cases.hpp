// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

#include <linnet/kernels/top_k.hpp>
#include <linnet/testing/guarded_matrix.hpp>

namespace linnet_test {

/// Candidates in the order of falling scores, whose rows are scattered over a table of vectors.
struct RerankCase {
    static constexpr std::size_t items = 60;

    explicit RerankCase(std::size_t count, std::uint64_t seed, std::size_t columns = 12) : vectors{items, columns} {
        vectors.draw({seed, 0});
        for (std::size_t i = 0; i < count; ++i) {
            const double score = 5.0 - static_cast<double>(i / 2) * 0.25; // every score twice
            candidates.push_back({static_cast<linnet::row_id>((i * 37 + seed) % items), score});
        }
    }

    /// The score of a candidate, scaled to 0 ... 1.
    [[nodiscard]] double relevance(std::size_t i) const {
        const double low = candidates.back().score;
        const double high = candidates.front().score;
        return high > low ? (candidates[i].score - low) / (high - low) : 1.0;
    }
    [[nodiscard]] double cosine(std::size_t a, std::size_t b) const {
        double ab = 0.0;
        double aa = 0.0;
        double bb = 0.0;
        for (std::size_t k = 0; k < vectors.view().columns; ++k) {
            const auto x = static_cast<double>(vectors.view()(candidates[a].row, k));
            const auto y = static_cast<double>(vectors.view()(candidates[b].row, k));
            ab += x * y;
            aa += x * x;
            bb += y * y;
        }
        return aa == 0.0 || bb == 0.0 ? 0.0 : ab / std::sqrt(aa * bb);
    }

    linnet::GuardedMatrix<float> vectors;
    std::vector<linnet::Scored<double>> candidates;
};

/// Takes the candidate that `value(taken, i)` says is best, one after the other; of equal ones, up to rounding, the
/// first.
template <class Value>
std::vector<std::size_t> naive_greedy(std::size_t count, std::size_t k, const Value& value) {
    std::vector<std::size_t> taken;
    while (taken.size() < k && taken.size() < count) {
        std::size_t best = count;
        double most = 0.0;
        for (std::size_t i = 0; i < count; ++i) {
            bool open = true;
            for (const std::size_t place : taken) {
                open = open && place != i;
            }
            const double x = open ? value(taken, i) : 0.0;
            if (open && (best == count || x > most + 1e-9)) {
                best = i;
                most = x;
            }
        }
        taken.push_back(best);
    }
    return taken;
}

} // namespace linnet_test
