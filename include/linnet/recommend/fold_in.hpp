// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <type_traits>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/text.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/losses/bpr.hpp>
#include <linnet/losses/mean_squared_error.hpp>
#include <linnet/recommend/factor_scorer.hpp>
#include <linnet/recommend/solve_positive.hpp>
#include <linnet/simd/exp.hpp>
#include <linnet/simd/log.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA {

/// How FoldIn fits users.
struct FoldInSettings {
    /// How many negatives training drew for each positive, the `count` of its sampler; 0 if every other item was a
    /// negative.
    std::size_t negatives = 4;
    double confidence = 0.0;      ///< how much more a positive counts than a negative, alpha; not for Bpr
    double regularization = 0.03; ///< of the squared distance from the mean user, lambda
    bool unknown_row_0 = true;    ///< whether row 0 is that of unknown ids, and so not an item
};

/// What FoldIn finds for new users, in a row for each.
template <class T>
struct FoldedUsers {
    Matrix<T> vectors; ///< users x n
    Matrix<T> biases;  ///< users x 1, or nothing if the model has no biases of users
};

namespace detail {

/// Value, slope and curvature of the loss of one sample as a function of its score.
struct LossAt {
    double value;
    double slope;
    double curvature;
};

/// softplus(x) = log(1 + exp(x)) with its derivatives, which neither overflows nor loses small values.
[[nodiscard]] LINNET_HOT inline LossAt softplus_at(double x) {
    using P = pack<double, 1>;
    const double e = exp(P(-std::abs(x))).value();
    const double p = (x < 0.0 ? e : 1.0) / (1.0 + e);
    return {std::max(x, 0.0) + log1p(P(e)).value(), p, e / ((1.0 + e) * (1.0 + e))};
}

[[nodiscard]] LINNET_HOT inline LossAt loss_at(const BinaryCrossEntropy&, double score, double label) {
    const LossAt of_0 = softplus_at(score);
    if (label == 0.0) {
        return of_0;
    }
    const LossAt of_1 = softplus_at(-score);
    return {(1.0 - label) * of_0.value + label * of_1.value, (1.0 - label) * of_0.slope - label * of_1.slope,
            of_0.curvature};
}
[[nodiscard]] LINNET_INLINE LossAt loss_at(const MeanSquaredError&, double score, double label) {
    const double difference = score - label;
    return {difference * difference, 2.0 * difference, 2.0};
}

template <class L>
inline constexpr bool folds_in =
    std::is_same_v<L, BinaryCrossEntropy> || std::is_same_v<L, MeanSquaredError> || std::is_same_v<L, Bpr>;

} // namespace detail

/// Vectors, and biases if the model has them, for new users of a dot-product model. It finds them from the few items
/// that the users had, without training: they minimise the loss that the model was trained with, while the model's item
/// side stays fixed. Let z_i = x . y_i + a + b_i be the score of item i for a user with vector x and bias a, and m the
/// mean of the model's users (rows from 1 on). Then it minimises
///   BinaryCrossEntropy, MeanSquaredError:
///     sum over positives i of (1 + alpha) loss(z_i, 1) + w sum over the other items j of loss(z_j, 0)
///   Bpr:  sum over positives i of the mean over the other items j of softplus(z_j - z_i)
/// plus lambda |(x, a) - m|^2. w is the weight that training gives an item on average: negatives positives / others if
/// that many negatives are drawn uniformly for each positive, or 1 if every other item is a negative. MeanSquaredError
/// with negatives = 0 and an alpha such as 40 is a step of alternating least squares for implicit feedback. A user
/// without items is the mean user. Nothing is drawn at random, so results are the same every time, for any number of
/// threads.
/// To list items for new users, make a FactorScorer of `factors(users)`.
/// Parameters: factors are those of the model (`model_factors`), which must stay valid; loss is the one that the model
/// was trained with, which is BinaryCrossEntropy if it ends in Sigmoid.
/// Cost: about ten steps of Newton's method for a user, each of items n^2 multiply-adds in double; Bpr adds items
/// (items of the user) (n + an exponential).
/// Throws SettingError if a setting is out of range or the factors are not finite, IdError if an item is not a row.
/// Sources: Hu, Koren, Volinsky, "Collaborative filtering for implicit feedback datasets", ICDM 2008, equation 4;
/// Nocedal, Wright, "Numerical optimization", 2006, chapter 3.
template <class T, class L>
class FoldIn {
    static_assert(detail::folds_in<L>, "linnet: FoldIn fits BinaryCrossEntropy, MeanSquaredError or Bpr.");

public:
    LINNET_COLD FoldIn(const Factors<T>& factors, const L&, const FoldInSettings& settings = {})
        : factors_{factors}, settings_{settings},
          size_{factors.items.columns + (factors.user_bias.data != nullptr ? 1 : 0)}, mean_(size_) {
        if (!(settings.confidence >= 0.0)) {
            detail::fail<SettingError>({"FoldIn: a confidence of ", settings.confidence, " is below 0"});
        }
        if (!(settings.regularization > 0.0)) {
            detail::fail<SettingError>({"FoldIn: a regularization of ", settings.regularization, " is not above 0"});
        }
        const std::size_t n = factors.items.columns;
        const std::size_t users = factors.users.rows;
        for (std::size_t u = 1; u < users; ++u) {
            for (std::size_t k = 0; k < size_; ++k) {
                mean_[k] += static_cast<double>(k < n ? factors.users(u, k) : factors.user_bias(u, 0)) /
                            static_cast<double>(users - 1);
            }
        }
    }

    /// One user, who had these items.
    [[nodiscard]] LINNET_COLD FoldedUsers<T> operator()(std::span<const row_id> had) const {
        FoldedUsers<T> users = room(1);
        set(fit(samples_of(had)), 0, users);
        return users;
    }
    /// One user, who gave these items labels, such as ratings; no other item counts.
    /// Throws SettingError if items and labels differ in number.
    [[nodiscard]] LINNET_COLD FoldedUsers<T> operator()(std::span<const row_id> items,
                                                        std::span<const float> labels) const {
        if (items.size() != labels.size()) {
            detail::fail<SettingError>({"FoldIn: ", items.size(), " items and ", labels.size(), " labels"});
        }
        std::vector<Sample> samples;
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (checked(items[i]) >= first_item()) {
                samples.push_back({items[i], static_cast<double>(labels[i]), 1.0});
            }
        }
        FoldedUsers<T> users = room(1);
        set(fit(samples), 0, users);
        return users;
    }
    /// A user for each row of the log.
    [[nodiscard]] LINNET_COLD FoldedUsers<T> operator()(const UserItems& log, Executor* executor = nullptr) const {
        FoldedUsers<T> users = room(log.users());
        for_each_share(executor, log.users(), 1, factors_.items.rows * size_ * size_,
                       [&](std::size_t first, std::size_t count) {
                           for (std::size_t u = first; u < first + count; ++u) {
                               set(fit(samples_of(log.of(u))), u, users);
                           }
                       });
        return users;
    }

    /// The factors of the model with these users instead of its own. The users must stay valid.
    [[nodiscard]] LINNET_COLD Factors<T> factors(const FoldedUsers<T>& users) const {
        Factors<T> result = factors_;
        result.users = users.vectors.view();
        result.user_bias = factors_.user_bias.data != nullptr ? users.biases.view() : ConstMatrixView<T>{};
        return result;
    }
    Factors<T> factors(const FoldedUsers<T>&&) const = delete;

private:
    struct Sample {
        row_id item;
        double label;
        double weight;
    };
    /// What is minimised, at a point, with its derivatives. Of the second derivatives it has the half below the
    /// diagonal.
    struct Objective {
        double value = 0.0;
        std::vector<double> gradient;
        std::vector<double> hessian;
    };

    [[nodiscard]] FoldedUsers<T> room(std::size_t users) const {
        return {Matrix<T>(users, factors_.items.columns),
                factors_.user_bias.data != nullptr ? Matrix<T>(users, 1) : Matrix<T>{}};
    }

    LINNET_COLD void set(const std::vector<double>& x, std::size_t user, FoldedUsers<T>& users) const {
        const std::size_t n = factors_.items.columns;
        for (std::size_t k = 0; k < n; ++k) {
            users.vectors.view()(user, k) = static_cast<T>(x[k]);
        }
        if (size_ != n) {
            users.biases.view()(user, 0) = static_cast<T>(x[n]);
        }
    }

    [[nodiscard]] row_id checked(row_id item) const {
        if (item >= factors_.items.rows) {
            detail::fail<IdError>({"FoldIn: item ", item, " is not below ", factors_.items.rows});
        }
        return item;
    }

    [[nodiscard]] std::size_t first_item() const { return settings_.unknown_row_0 ? 1 : 0; }

    /// All items, if the user had any.
    [[nodiscard]] LINNET_COLD std::vector<Sample> samples_of(std::span<const row_id> had) const {
        std::vector<char> positive(factors_.items.rows);
        std::size_t positives = 0;
        for (const row_id item : had) {
            if (checked(item) >= first_item() && positive[item] == 0) {
                positive[item] = 1;
                ++positives;
            }
        }
        std::vector<Sample> samples;
        if (positives == 0) {
            return samples;
        }
        const std::size_t others = positive.size() - first_item() - positives;
        const double of_other = settings_.negatives == 0 || others == 0
                                    ? 1.0
                                    : static_cast<double>(settings_.negatives) * static_cast<double>(positives) /
                                          static_cast<double>(others);
        for (std::size_t i = first_item(); i < positive.size(); ++i) {
            const bool was = positive[i] != 0;
            samples.push_back({static_cast<row_id>(i), was ? 1.0 : 0.0, was ? 1.0 + settings_.confidence : of_other});
        }
        return samples;
    }

    /// Minimises by Newton's method, where each step is halved until the objective falls.
    [[nodiscard]] LINNET_COLD std::vector<double> fit(const std::vector<Sample>& samples) const {
        constexpr std::size_t most_steps = 100;
        std::vector<double> x = mean_;
        if (samples.empty()) {
            return x;
        }
        Objective now = objective(samples, x);
        for (std::size_t i = 0; i < most_steps; ++i) {
            std::vector<double> step = now.gradient;
            if (!detail::solve_positive(now.hessian, step)) {
                detail::fail<SettingError>({"FoldIn: the factors are not finite, or too large for a regularization of ",
                                            settings_.regularization});
            }
            double decrease = 0.0; // twice what a quadratic objective would decrease by
            for (std::size_t k = 0; k < size_; ++k) {
                decrease += step[k] * now.gradient[k];
            }
            const bool last = decrease <= 1e-9 * (1.0 + now.value); // the next error is about the square of this one
            Objective next;
            std::vector<double> at(size_);
            for (double length = 1.0;; length /= 2.0) {
                for (std::size_t k = 0; k < size_; ++k) {
                    at[k] = x[k] - length * step[k];
                }
                if (last || length < 1e-9) {
                    return at;
                }
                next = objective(samples, at);
                if (next.value <= now.value - 0.1 * length * decrease) {
                    break;
                }
            }
            x = at;
            now = next;
        }
        return x;
    }

    [[nodiscard]] LINNET_COLD Objective objective(const std::vector<Sample>& samples,
                                                  const std::vector<double>& x) const {
        Objective result{0.0, std::vector<double>(size_), std::vector<double>(size_ * size_)};
        for (std::size_t k = 0; k < size_; ++k) {
            const double away = x[k] - mean_[k];
            result.value += settings_.regularization * away * away;
            result.gradient[k] = 2.0 * settings_.regularization * away;
            result.hessian[k * size_ + k] = 2.0 * settings_.regularization;
        }
        if constexpr (std::is_same_v<L, Bpr>) {
            add_pairs(samples, x, result);
        } else {
            add_samples(samples, x, result);
        }
        return result;
    }

    LINNET_HOT void add_samples(const std::vector<Sample>& samples, const std::vector<double>& x,
                                Objective& result) const {
        std::vector<double> y(size_);
        for (const Sample& sample : samples) {
            const detail::LossAt at = detail::loss_at(L{}, score(sample.item, x, y), sample.label);
            result.value += sample.weight * at.value;
            add(y, sample.weight * at.slope, sample.weight * at.curvature, result);
        }
    }

    /// Adds the pairs of a positive p and a negative j. A pair of curvature c adds c (y_j - y_p)(y_j - y_p)'. The
    /// user's bias is the same in both scores and cancels.
    LINNET_HOT void add_pairs(const std::vector<Sample>& samples, const std::vector<double>& x,
                              Objective& result) const {
        const std::size_t n = factors_.items.columns;
        std::vector<double> y(size_);
        std::vector<double> scores;
        std::size_t others = 0;
        for (const Sample& sample : samples) {
            scores.push_back(score(sample.item, x, y));
            others += sample.label > 0.5 ? 0 : 1;
        }
        const double weight = others != 0 ? 1.0 / static_cast<double>(others) : 0.0;
        std::vector<double> of_negatives(n);                   // sum of c y_j
        std::vector<detail::LossAt> of_sample(samples.size()); // sums over the pairs of each
        for (std::size_t p = 0; p < samples.size(); ++p) {
            if (!(samples[p].label > 0.5)) {
                continue;
            }
            std::fill(of_negatives.begin(), of_negatives.end(), 0.0);
            for (std::size_t j = 0; j < samples.size(); ++j) {
                if (samples[j].label > 0.5) {
                    continue;
                }
                const detail::LossAt at = detail::softplus_at(scores[j] - scores[p]);
                const double curvature = weight * at.curvature;
                result.value += weight * at.value;
                of_sample[j].slope += weight * at.slope;
                of_sample[p].slope -= weight * at.slope;
                of_sample[j].curvature += curvature;
                of_sample[p].curvature += curvature;
                const T* const row = factors_.items.row(samples[j].item);
                for (std::size_t k = 0; k < n; ++k) {
                    of_negatives[k] += curvature * static_cast<double>(row[k]);
                }
            }
            const T* const row = factors_.items.row(samples[p].item);
            for (std::size_t k = 0; k < n; ++k) {
                for (std::size_t l = 0; l <= k; ++l) {
                    result.hessian[k * size_ + l] -=
                        static_cast<double>(row[k]) * of_negatives[l] + of_negatives[k] * static_cast<double>(row[l]);
                }
            }
        }
        for (std::size_t i = 0; i < samples.size(); ++i) {
            score(samples[i].item, x, y);
            std::fill(y.begin() + static_cast<std::ptrdiff_t>(n), y.end(), 0.0);
            add(y, of_sample[i].slope, of_sample[i].curvature, result);
        }
    }

    /// The vector of an item, followed by a 1 for the user's bias, and its score.
    LINNET_HOT double score(std::size_t item, const std::vector<double>& x, std::vector<double>& y) const {
        const T* const row = factors_.items.row(item);
        for (std::size_t k = 0; k < size_; ++k) {
            y[k] = k < factors_.items.columns ? static_cast<double>(row[k]) : 1.0;
        }
        double sum = factors_.item_bias.data != nullptr ? static_cast<double>(factors_.item_bias(item, 0)) : 0.0;
        for (std::size_t k = 0; k < size_; ++k) {
            sum += x[k] * y[k];
        }
        return sum;
    }
    LINNET_HOT void add(const std::vector<double>& y, double slope, double curvature, Objective& result) const {
        for (std::size_t k = 0; k < size_; ++k) {
            result.gradient[k] += slope * y[k];
            const double scaled = curvature * y[k];
            for (std::size_t l = 0; l <= k; ++l) {
                result.hessian[k * size_ + l] += scaled * y[l];
            }
        }
    }

    Factors<T> factors_;
    FoldInSettings settings_;
    std::size_t size_; // of a vector, including the bias after it if there is one
    std::vector<double> mean_;
};

} // namespace linnet::inline LINNET_ISA
