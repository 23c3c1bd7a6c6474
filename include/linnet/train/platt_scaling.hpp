// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/sigmoid.hpp>
#include <linnet/simd/softplus.hpp>

namespace linnet::inline LINNET_ISA {

/// Turns the scores of a model, such as those of a support vector machine, into probabilities: p(s) = sigmoid(slope s +
/// intercept), the two of them fitted to labels of 0 and 1 by maximum likelihood. So that it stays finite where scores
/// separate the classes, labels count as (P + 1) / (P + 2) and 1 / (N + 2) for P positives and N negatives.
///
///     const auto scaling = PlattScaling::fit(predict(svm, validation), validation.labels);
///     scaling(score)
///
/// Fit it to data that the model was not trained on.
/// Source: Platt, "Probabilistic outputs for support vector machines", 1999; Lin, Lin, Weng, "A note on Platt's
/// probabilistic outputs for support vector machines", Machine Learning 68 (2007); scikit-learn
/// `CalibratedClassifierCV`.
struct PlattScaling {
    double slope = 1.0;
    double intercept = 0.0;

    [[nodiscard]] double operator()(double score) const {
        return sigmoid(pack<double, 1>{slope * score + intercept}).value();
    }

    /// Throws SettingError if there are no scores, or not one label for each, DataError for a label that is neither 0
    /// nor 1 or a score that is not finite, naming its row. Cost: a few passes over the scores.
    template <class Scores>
    [[nodiscard]] static PlattScaling fit(const Scores& scores, std::span<const float> labels) {
        double positives = 0.0;
        check(scores, labels, positives);
        const auto size = static_cast<double>(labels.size());
        const double high = (positives + 1.0) / (positives + 2.0);
        const double low = 1.0 / (size - positives + 2.0);

        // Newton's method. The loss is convex, and a ridge keeps its second derivative from being singular.
        constexpr double ridge = 1e-12;
        constexpr std::size_t most_steps = 100;
        PlattScaling best{0.0, std::log((positives + 1.0) / (size - positives + 1.0))};
        Derivatives at = best.derivatives(scores, labels, high, low);
        for (std::size_t step = 0; step < most_steps; ++step) {
            const double ss = at.slope_slope + ridge;
            const double ii = at.intercept_intercept + ridge;
            const double determinant = ss * ii - at.slope_intercept * at.slope_intercept;
            const double d_slope = (ii * at.slope - at.slope_intercept * at.intercept) / determinant;
            const double d_intercept = (ss * at.intercept - at.slope_intercept * at.slope) / determinant;
            bool better = false;
            for (double length = 1.0; length > 1e-10 && !better; length /= 2.0) {
                const PlattScaling next{best.slope - length * d_slope, best.intercept - length * d_intercept};
                const Derivatives there = next.derivatives(scores, labels, high, low);
                if (there.loss < at.loss) {
                    better = at.loss - there.loss > 1e-14 * std::abs(at.loss);
                    best = next;
                    at = there;
                    break;
                }
            }
            if (!better) {
                break;
            }
        }
        return best;
    }

private:
    /// The loss and its derivatives by slope and intercept.
    struct Derivatives {
        double loss = 0.0;
        double slope = 0.0;
        double intercept = 0.0;
        double slope_slope = 0.0;
        double slope_intercept = 0.0;
        double intercept_intercept = 0.0;
    };

    template <class Scores>
    static void check(const Scores& scores, std::span<const float> labels, double& positives) {
        if (scores.size() != labels.size() || labels.empty()) {
            detail::fail<SettingError>({"PlattScaling needs a label for each score, and at least one; it has ",
                                        scores.size(), " scores and ", labels.size(), " labels"});
        }
        for (std::size_t row = 0; row < labels.size(); ++row) {
            if (labels[row] != 0.0F && labels[row] != 1.0F) {
                detail::fail<DataError>({"PlattScaling: row ", row, ": the label is neither 0 nor 1"});
            }
            if (!std::isfinite(scores[row])) {
                detail::fail<DataError>({"PlattScaling: row ", row, ": the score is not finite"});
            }
            positives += static_cast<double>(labels[row]);
        }
    }

    template <class Scores>
    [[nodiscard]] Derivatives derivatives(const Scores& scores, std::span<const float> labels, double high,
                                          double low) const {
        Derivatives sum;
        for (std::size_t row = 0; row < labels.size(); ++row) {
            const auto s = static_cast<double>(scores[row]);
            const double target = labels[row] == 1.0F ? high : low;
            const pack<double, 1> logit{slope * s + intercept};
            const double p = sigmoid(logit).value();
            const double curvature = p * (1.0 - p);
            sum.loss += softplus(logit).value() - target * logit.value();
            sum.slope += (p - target) * s;
            sum.intercept += p - target;
            sum.slope_slope += curvature * s * s;
            sum.slope_intercept += curvature * s;
            sum.intercept_intercept += curvature;
        }
        return sum;
    }
};

} // namespace linnet::inline LINNET_ISA
