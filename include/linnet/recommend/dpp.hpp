// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/recommend/item_vectors.hpp>
#include <linnet/recommend/reranker.hpp>
#include <linnet/simd/log.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA {

struct DppSettings {
    double theta = 0.7; ///< weight of relevance, 0 ... 1; variety has the rest
};

/// The most likely list under a determinantal point process, found greedily. It takes one candidate after the other,
/// each time the one that raises det(L) of the candidates taken most, where
///   L(i, j) = exp(alpha r_i) cosine(i, j) exp(alpha r_j), alpha = theta / (2 (1 - theta)),
/// and r is the score scaled to 0 ... 1 among the candidates. It computes (1 - theta) log det(L), which is theta times
/// the sum of relevance plus 1 - theta times log det of the cosines and is defined for every theta; theta = 1 leaves
/// the list as it is. Ties go to the higher score. Once the vectors of all remaining candidates are combinations of
/// those taken, the highest scores follow. A vector of zeros is similar to nothing.
/// Cost: candidates k (n + k) flops for a list. The vectors must outlive it.
/// Throws SettingError if theta is out of range, or, when used, if there are fewer vectors than items.
/// Source: Chen, Zhang, Zhou, "Fast greedy MAP inference for determinantal point process to improve recommendation
/// diversity", NeurIPS 2018, algorithm 1 and equation 8.
class Dpp final : public Reranker {
public:
    LINNET_COLD explicit Dpp(const ItemVectors& vectors, const DppSettings& settings = {})
        : vectors_{vectors}, theta_{settings.theta} {
        if (!(settings.theta >= 0.0 && settings.theta <= 1.0)) {
            detail::fail<SettingError>({"Dpp: a theta of ", settings.theta, " is not in 0 ... 1"});
        }
    }

    LINNET_COLD void check(std::size_t items) const override { vectors_.check("Dpp", items); }

    [[nodiscard]] LINNET_COLD LINNET_DEFINITION std::vector<std::size_t>
    choose(row_id, std::span<const Scored<double>> candidates, std::size_t k) const override;

private:
    ItemVectors vectors_;
    double theta_;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>
#include <cmath>

namespace linnet::inline LINNET_ISA {

std::vector<std::size_t> Dpp::choose(row_id, std::span<const Scored<double>> candidates, std::size_t k) const {
    const std::size_t count = candidates.size();
    const std::size_t size = std::min(k, count);
    const std::vector<double> units = detail::unit_vectors(vectors_, candidates);
    const std::vector<double> relevance = detail::relevance_of(candidates);
    // Row i of the Cholesky factor of the cosines grows by one number for each candidate taken, and `rest` is what
    // is left of cosine(i, i). L has that factor with row i times exp(alpha r_i), so relevance does not enter it.
    constexpr double least = 1e-10; // a rest this small is only rounding
    std::vector<double> factor(count * size);
    std::vector<double> rest(count, 1.0);
    std::vector<char> taken(count);
    std::vector<std::size_t> places;
    while (places.size() < size) {
        std::size_t best = count;
        double most = 0.0;
        for (std::size_t i = 0; i < count; ++i) {
            if (taken[i] != 0 || (rest[i] <= least && theta_ < 1.0)) {
                continue;
            }
            const double variety = theta_ < 1.0 ? log(pack<double, 1>(rest[i])).value() : 0.0;
            const double value = theta_ * relevance[i] + (1.0 - theta_) * variety;
            if (best == count || value > most) {
                best = i;
                most = value;
            }
        }
        if (best == count) { // no remaining candidate adds a direction
            best = static_cast<std::size_t>(std::find(taken.begin(), taken.end(), 0) - taken.begin());
            taken[best] = 1;
            places.push_back(best);
            continue;
        }
        const double root = std::sqrt(rest[best]);
        const std::size_t n = places.size();
        for (std::size_t i = 0; i < count && theta_ < 1.0; ++i) {
            if (taken[i] == 0 && i != best) {
                double product = detail::unit_product(units, vectors_.columns(), best, i);
                for (std::size_t c = 0; c < n; ++c) {
                    product -= factor[best * size + c] * factor[i * size + c];
                }
                const double entry = product / root;
                factor[i * size + n] = entry;
                rest[i] -= entry * entry;
            }
        }
        taken[best] = 1;
        places.push_back(best);
    }
    return places;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
