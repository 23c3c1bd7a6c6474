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
#include <linnet/log/user_items.hpp>
#include <linnet/recommend/item_vectors.hpp>
#include <linnet/recommend/reranker.hpp>
#include <linnet/simd/log.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA {

struct CalibratedCategoriesSettings {
    double lambda = 0.5; ///< weight of calibration, 0 ... 1; relevance has the rest
    double alpha = 0.01; ///< share of the history in the distribution of the list, above 0 and at most 1; it keeps the
                         ///< distribution above 0
};

/// Makes lists whose mix of categories is that of the user's history. It takes one candidate after the other, each time
/// the one for which
///   (1 - lambda) sum of relevance - lambda KL(p || (1 - alpha) q + alpha p)
/// of the candidates taken is highest; ties go to the higher score. p is the mean of the categories of the user's
/// items, q that of the list's items, and relevance is the score scaled to 0 ... 1 among the candidates. A user without
/// a history, or without categories in it, keeps the list as it is.
/// Parameters: categories, `items x categories`, holds shares p(g | i) that are not negative, such as 1 / 3 for each of
/// three genres; an item whose shares are all 0 counts for neither p nor q. history says what users had. Both must
/// outlive it.
/// Cost: candidates k categories logarithms for a list.
/// Throws SettingError if a setting is out of range, or, when used, if there are fewer rows of categories than items.
/// Source: Steck, "Calibrated recommendations", RecSys 2018.
class CalibratedCategories final : public Reranker {
public:
    CalibratedCategories(const ItemVectors& categories, const UserItems&& history,
                         const CalibratedCategoriesSettings& settings = {}) = delete; // must outlive it
    CalibratedCategories(const ItemVectors& categories, const UserItems& history,
                         const CalibratedCategoriesSettings& settings = {});

    LINNET_COLD void check(std::size_t items) const override { categories_.check("CalibratedCategories", items); }

    [[nodiscard]] LINNET_COLD LINNET_DEFINITION std::vector<std::size_t>
    choose(row_id user, std::span<const Scored<double>> candidates, std::size_t k) const override;

private:
    LINNET_COLD void add(std::size_t item, std::vector<double>& shares) const {
        for (std::size_t g = 0; g < shares.size(); ++g) {
            shares[g] += categories_(item, g);
        }
    }
    [[nodiscard]] static double sum(const std::vector<double>& shares);
    /// KL(p || (1 - alpha) q + alpha p), where q is `list` scaled to a sum of 1.
    [[nodiscard]] double divergence(const std::vector<double>& p, const std::vector<double>& list) const;

    ItemVectors categories_;
    const UserItems* history_;
    CalibratedCategoriesSettings settings_;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION CalibratedCategories::CalibratedCategories(const ItemVectors& categories,
                                                                         const UserItems& history,
                                                                         const CalibratedCategoriesSettings& settings)
    : categories_{categories}, history_{&history}, settings_{settings} {
    if (!(settings.lambda >= 0.0 && settings.lambda <= 1.0)) {
        detail::fail<SettingError>({"CalibratedCategories: a lambda of ", settings.lambda, " is not in 0 ... 1"});
    }
    if (!(settings.alpha > 0.0 && settings.alpha <= 1.0)) {
        detail::fail<SettingError>(
            {"CalibratedCategories: an alpha of ", settings.alpha, " is not above 0 and at most 1"});
    }
}

std::vector<std::size_t> CalibratedCategories::choose(row_id user, std::span<const Scored<double>> candidates,
                                                      std::size_t k) const {
    std::vector<double> wanted(categories_.columns());
    for (const row_id item : history_->of(user)) {
        if (item < categories_.rows()) {
            add(item, wanted);
        }
    }
    const double total = sum(wanted);
    for (double& share : wanted) {
        share = total > 0.0 ? share / total : 0.0;
    }
    const std::vector<double> relevance = detail::relevance_of(candidates);
    std::vector<double> taken_shares(categories_.columns());
    std::vector<double> with;
    const auto value = [&](std::size_t i) { // without the relevance of those taken, which is the same for all
        if (!(total > 0.0)) {
            return 0.0;
        }
        with = taken_shares;
        add(candidates[i].row, with);
        return (1.0 - settings_.lambda) * relevance[i] - settings_.lambda * divergence(wanted, with);
    };
    const auto take = [&](std::size_t best) { add(candidates[best].row, taken_shares); };
    return detail::taken_greedily(candidates.size(), k, value, take);
}

LINNET_DEFINITION double CalibratedCategories::sum(const std::vector<double>& shares) {
    double total = 0.0;
    for (const double share : shares) {
        total += share;
    }
    return total;
}

LINNET_COLD LINNET_DEFINITION double CalibratedCategories::divergence(const std::vector<double>& p,
                                                                      const std::vector<double>& list) const {
    const double total = sum(list);
    double result = 0.0;
    for (std::size_t g = 0; g < p.size(); ++g) {
        if (p[g] > 0.0) {
            const double q = total > 0.0 ? list[g] / total : 0.0;
            const double mixed = (1.0 - settings_.alpha) * q + settings_.alpha * p[g];
            result += p[g] * log(pack<double, 1>(p[g] / mixed)).value();
        }
    }
    return result;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
