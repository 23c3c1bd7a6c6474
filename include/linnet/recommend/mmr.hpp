// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/recommend/item_vectors.hpp>
#include <linnet/recommend/reranker.hpp>

namespace linnet::inline LINNET_ISA {

struct MmrSettings {
    double lambda = 0.7; ///< weight of relevance, 0 ... 1; variety has the rest
};

/// Maximal marginal relevance: takes one candidate after the other, each time the one with the highest
///   lambda relevance(i) - (1 - lambda) max over those taken of cosine(i, j),
/// where relevance is the score scaled to 0 ... 1 among the candidates. Ties go to the higher score. The first is the
/// one with the highest score. lambda = 1 leaves the list as it is.
/// Cost: candidates k n flops for a list. The vectors must outlive it.
/// Throws SettingError if lambda is out of range, or, when used, if there are fewer vectors than items.
/// Source: Carbonell, Goldstein, "The use of MMR, diversity-based reranking for reordering documents and producing
/// summaries", SIGIR 1998.
class Mmr final : public Reranker {
public:
    LINNET_COLD explicit Mmr(const ItemVectors& vectors, const MmrSettings& settings = {})
        : vectors_{vectors}, lambda_{settings.lambda} {
        if (!(lambda_ >= 0.0 && lambda_ <= 1.0)) {
            detail::fail<SettingError>({"Mmr: a lambda of ", lambda_, " is not in 0 ... 1"});
        }
    }

    LINNET_COLD void check(std::size_t items) const override { vectors_.check("Mmr", items); }

    [[nodiscard]] LINNET_COLD std::vector<std::size_t> choose(row_id, std::span<const Scored<double>> candidates,
                                                              std::size_t k) const override {
        const std::vector<double> relevance = detail::relevance_of(candidates);
        const std::vector<double> units = detail::unit_vectors(vectors_, candidates);
        std::vector<double> nearest(candidates.size()); // the highest cosine with a candidate that was taken
        bool first = true;
        const auto value = [&](std::size_t i) {
            return first ? 0.0 : lambda_ * relevance[i] - (1.0 - lambda_) * nearest[i];
        };
        const auto take = [&](std::size_t best) {
            for (std::size_t i = 0; i < candidates.size(); ++i) {
                const double cosine = detail::unit_product(units, vectors_.columns(), i, best);
                nearest[i] = first ? cosine : std::max(nearest[i], cosine);
            }
            first = false;
        };
        return detail::taken_greedily(candidates.size(), k, value, take);
    }

private:
    ItemVectors vectors_;
    double lambda_;
};

} // namespace linnet::inline LINNET_ISA
