// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/setting.hpp>
#include <linnet/core/text.hpp>
#include <linnet/losses/target_checks.hpp>
#include <linnet/simd/log.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/sigmoid.hpp>
#include <linnet/trees/tree_samples.hpp>

namespace linnet::inline LINNET_ISA {

/// Ranks the rows of each group: pairs of a better row i and a worse row j, by label, are pushed apart by their weight
/// in NDCG. With ranks r by falling score (ties: the earlier row first), gain(l) = 2^l - 1, d(r) = 1 / log2(r + 1) and
/// p = sigmoid(sigma (s_j - s_i)):
///   weight = |gain(l_i) - gain(l_j)| |d(r_i) - d(r_j)| / DCG@k of the best order, where d(r) = 0 for r > k,
///   g_i -= sigma p weight,  g_j += sigma p weight,  h_i, h_j += sigma^2 p (1 - p) weight.
/// The value, which early stopping watches, is 1 - NDCG@k, the mean over the groups that have a row of label above 0.
///
/// k = 0 means no cut-off. Labels are whole numbers from 0 to 31; a weight of a row is a factor of its g and h. Scores
/// start at 0. O(rows of a group x rows of the group that are among the first k, or better than another one) for each
/// tree.
/// Throws SettingError without groups, if a group returns after another one, or for a sigma that is not above 0;
/// LabelError, naming the row, for another label or a weight that is negative or not finite.
/// Source: Burges, "From RankNet to LambdaRank to LambdaMART: an overview", MSR-TR-2010-82.
struct LambdaRank {
    static constexpr std::string_view name = "LambdaRank";

    std::size_t k = 10;
    double sigma = 1.0;

    template <class T, std::size_t W>
    class Boosted;
};

namespace detail {

/// Throws LabelError unless a label is a whole number from 0 to 31.
template <class T>
LINNET_COLD void check_grades(std::span<const T> labels) {
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (!(labels[i] >= T{0} && labels[i] <= T{31}) || labels[i] != std::floor(labels[i])) {
            fail_at<LabelError>({LambdaRank::name, ", row "}, i,
                                {": the label ", labels[i], " is not a whole number from 0 to 31"});
        }
    }
}

/// Where the groups begin, and where the last one ends.
[[nodiscard]] LINNET_COLD inline std::vector<std::size_t> group_starts(std::span<const row_id> groups,
                                                                       std::size_t rows) {
    if (groups.empty() && rows != 0) {
        fail<SettingError>({LambdaRank::name, " ranks the rows of each group, and the samples have no groups"});
    }
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < rows; ++i) {
        if (i == 0 || groups[i] != groups[i - 1]) {
            starts.push_back(i);
        }
    }
    std::vector<std::size_t> sorted = starts;
    std::sort(sorted.begin(), sorted.end(), [groups](std::size_t a, std::size_t b) {
        return groups[a] < groups[b] || (groups[a] == groups[b] && a < b);
    });
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        if (groups[sorted[i]] == groups[sorted[i - 1]]) {
            fail<SettingError>({LambdaRank::name, ", row ", sorted[i], ": group ", groups[sorted[i]],
                                " was there before another one; rows of a group must lie side by side"});
        }
    }
    starts.push_back(rows);
    return starts;
}

} // namespace detail

/// LambdaRank for samples, which must outlive it.
template <class T, std::size_t W>
class LambdaRank::Boosted {
public:
    static constexpr bool predicts_probabilities = false;

    LINNET_COLD Boosted(const LambdaRank& loss, const TreeSamples<T>& samples) : loss_{loss}, samples_{samples} {
        detail::check_setting(loss.sigma > 0.0 && std::isfinite(loss.sigma), "LambdaRank", "sigma", loss.sigma,
                              "above 0, and finite");
        detail::check_grades(samples.labels);
        check_weights<T>(name, {ConstMatrixView<T>{samples.labels.data(), samples.size(), 1, 1}, samples.weights});
        starts_ = detail::group_starts(samples.groups, samples.size());
        std::size_t longest = 0;
        for (std::size_t group = 0; group + 1 < starts_.size(); ++group) {
            longest = std::max(longest, starts_[group + 1] - starts_[group]);
        }
        discounts_.resize(longest);
        for (std::size_t r = 0; r < longest && (loss.k == 0 || r < loss.k); ++r) {
            const double ln_2 = log(pack<double, 1>(2.0)).value();
            discounts_[r] = ln_2 / log(pack<double, 1>(static_cast<double>(r + 2))).value();
        }
        order_.resize(samples.size());
        sums_.resize(samples.size());
        add_best();
    }

    [[nodiscard]] T first_score() const { return T{0}; }

    LINNET_HOT void write(std::span<const T> scores, T* gradients, T* curvatures, Executor* executor) {
        const std::size_t groups = starts_.size() - 1;
        const std::size_t group_cost = groups == 0 ? 0 : 100 * samples_.size() / groups;
        for_each_share(executor, groups, 1, group_cost, [&](std::size_t first, std::size_t count) {
            for (std::size_t group = first; group < first + count; ++group) {
                write_group(group, scores, gradients, curvatures);
            }
        });
    }

    [[nodiscard]] LINNET_COLD double value(std::span<const T> scores) {
        double total = 0.0;
        std::size_t counted = 0;
        for (std::size_t group = 0; group + 1 < starts_.size(); ++group) {
            if (best_[group] > 0.0) {
                sort(group, scores);
                total += gain_of(group) / best_[group];
                ++counted;
            }
        }
        return counted == 0 ? 0.0 : 1.0 - total / static_cast<double>(counted);
    }

private:
    [[nodiscard]] double gain(std::size_t row) const {
        return static_cast<double>((std::uint64_t{1} << static_cast<unsigned>(samples_.labels[row])) - 1);
    }
    [[nodiscard]] std::span<std::size_t> order_of(std::size_t group) {
        return std::span{order_}.subspan(starts_[group], starts_[group + 1] - starts_[group]);
    }
    /// Writes the rows of a group by falling score. NaN, which scores are not, would be last.
    void sort(std::size_t group, std::span<const T> scores) {
        const auto order = order_of(group);
        for (std::size_t i = 0; i < order.size(); ++i) {
            order[i] = starts_[group] + i;
        }
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return scores[a] > scores[b] || (!(scores[b] > scores[a]) && a < b);
        });
    }
    /// DCG@k of a group in its order.
    [[nodiscard]] double gain_of(std::size_t group) {
        double total = 0.0;
        const auto order = order_of(group);
        for (std::size_t r = 0; r < order.size(); ++r) {
            total += gain(order[r]) * discounts_[r];
        }
        return total;
    }
    LINNET_COLD void add_best() {
        for (std::size_t group = 0; group + 1 < starts_.size(); ++group) {
            sort(group, samples_.labels);
            best_.push_back(gain_of(group));
        }
    }

    void write_group(std::size_t group, std::span<const T> scores, T* gradients, T* curvatures) {
        sort(group, scores);
        const auto order = order_of(group);
        const auto sums = std::span{sums_}.subspan(starts_[group], order.size()); // by rank
        std::fill(sums.begin(), sums.end(), Sum{});
        for (std::size_t i = 0; best_[group] > 0.0 && i + 1 < order.size() && discounts_[i] > 0.0; ++i) {
            for (std::size_t j = i + 1; j < order.size(); ++j) {
                add_pair(scores, best_[group], i, j, order, sums);
            }
        }
        for (std::size_t r = 0; r < order.size(); ++r) {
            const double weight = samples_.weights.empty() ? 1.0 : static_cast<double>(samples_.weights[order[r]]);
            gradients[order[r]] = static_cast<T>(weight * sums[r].gradient);
            curvatures[order[r]] = static_cast<T>(weight * sums[r].curvature);
        }
    }

    struct Sum {
        double gradient = 0.0;
        double curvature = 0.0;
    };

    /// Adds the pair of ranks i < j, which is none if the labels are equal.
    void add_pair(std::span<const T> scores, double best, std::size_t i, std::size_t j,
                  std::span<const std::size_t> order, std::span<Sum> sums) const {
        const double difference = gain(order[i]) - gain(order[j]);
        if (difference != 0.0) {
            const double sign = difference > 0.0 ? 1.0 : -1.0; // whether rank i is the better row
            const double apart = static_cast<double>(scores[order[i]]) - static_cast<double>(scores[order[j]]);
            const double p = sigmoid(pack<double, 1>(-sign * loss_.sigma * apart)).value();
            const double weight = std::abs(difference) * (discounts_[i] - discounts_[j]) / best;
            const double gradient = sign * loss_.sigma * p * weight;
            const double curvature = loss_.sigma * loss_.sigma * p * (1.0 - p) * weight;
            sums[i].gradient -= gradient;
            sums[j].gradient += gradient;
            sums[i].curvature += curvature;
            sums[j].curvature += curvature;
        }
    }

    LambdaRank loss_;
    TreeSamples<T> samples_;
    std::vector<std::size_t> starts_;
    std::vector<double> discounts_; ///< of each rank
    std::vector<double> best_;      ///< DCG@k of the best order of each group
    std::vector<std::size_t> order_;
    std::vector<Sum> sums_;
};

} // namespace linnet::inline LINNET_ISA
