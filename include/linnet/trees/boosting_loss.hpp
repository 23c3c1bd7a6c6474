// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/losses/mean_squared_error.hpp>
#include <linnet/losses/target_checks.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/log.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/sigmoid.hpp>
#include <linnet/trees/tree_samples.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// What the boosted form of a loss of the library is, or the loss itself if it says so.
template <class L, class T, std::size_t W>
struct boosted_form {};
template <class L, class T, std::size_t W>
    requires requires { typename L::template Boosted<T, W>; }
struct boosted_form<L, T, W> {
    using type = typename L::template Boosted<T, W>;
};

/// The mean of the labels, by weight; 0 if all weights are 0.
template <class T>
[[nodiscard]] LINNET_COLD double mean_label(const TreeSamples<T>& samples) {
    double total = 0.0;
    double weights = 0.0;
    for (std::size_t i = 0; i < samples.size(); ++i) { // in order, so that the bits are the same everywhere
        const double weight = samples.weights.empty() ? 1.0 : static_cast<double>(samples.weights[i]);
        total += weight * static_cast<double>(samples.labels[i]);
        weights += weight;
    }
    return weights > 0.0 ? total / weights : 0.0;
}

/// Writes `rule(score, label)` times the weight of each row: its slope and its curvature.
template <class T, std::size_t W, class Rule>
LINNET_HOT void write_gradients(const TreeSamples<T>& samples, std::span<const T> scores, T* gradients, T* curvatures,
                                Executor* executor, const Rule& rule) {
    using P = pack<T, W>;
    constexpr std::size_t row_cost = 8;
    const bool weighted = !samples.weights.empty();
    for_each_share(executor, scores.size(), W, row_cost, [&](std::size_t first, std::size_t count) {
        for_each_pack<W>(count, [&](std::size_t offset, auto lanes) LINNET_INLINE_LAMBDA {
            const std::size_t i = first + offset;
            P gradient;
            P curvature;
            rule(P::load(scores.data() + i, lanes), P::load(samples.labels.data() + i, lanes), gradient, curvature);
            if (weighted) {
                const P weight = P::load(samples.weights.data() + i, lanes);
                gradient = gradient * weight;
                curvature = curvature * weight;
            }
            gradient.store(gradients + i, lanes);
            curvature.store(curvatures + i, lanes);
        });
    });
}

/// A loss of the library as a mean over samples of one score each.
template <class L, class T, std::size_t W>
class MeanOfSamples {
public:
    LINNET_COLD explicit MeanOfSamples(const TreeSamples<T>& samples) : samples_{samples} {}

    [[nodiscard]] LINNET_COLD double value(std::span<const T> scores) {
        numbers_.resize(2 * scores.size());
        const auto column = [&](const T* data) { return ConstMatrixView<T>{data, scores.size(), 1, 1}; };
        return static_cast<double>(L{}.template value_and_gradient<T, W>(
            column(scores.data()), {column(samples_.labels.data()), samples_.weights},
            MatrixView<T>{numbers_.data(), scores.size(), 1, 1}, numbers_.data() + scores.size()));
    }

protected:
    TreeSamples<T> samples_;

private:
    std::vector<T> numbers_;
};

/// Binary cross-entropy: scores are logits.
template <class T, std::size_t W>
class BoostedCrossEntropy : public MeanOfSamples<BinaryCrossEntropy, T, W> {
public:
    static constexpr bool predicts_probabilities = true;

    LINNET_COLD explicit BoostedCrossEntropy(const TreeSamples<T>& samples)
        : MeanOfSamples<BinaryCrossEntropy, T, W>{samples} {
        const ConstMatrixView<T> labels{samples.labels.data(), samples.size(), 1, 1};
        check_inside<T>(BinaryCrossEntropy::name, "label", labels, T{0}, T{1}, "from 0 to 1");
        check_weights<T>(BinaryCrossEntropy::name, {labels, samples.weights});
    }
    /// The logit of the mean label, which is kept away from 0 and 1.
    [[nodiscard]] LINNET_COLD T first_score() const {
        constexpr double least = 1e-6;
        const double mean = std::clamp(mean_label(this->samples_), least, 1.0 - least);
        return static_cast<T>(log(pack<double, 1>(mean / (1.0 - mean))).value());
    }
    void write(std::span<const T> scores, T* gradients, T* curvatures, Executor* executor) {
        using P = pack<T, W>;
        write_gradients<T, W>(this->samples_, scores, gradients, curvatures, executor,
                              [](const P& score, const P& label, P& gradient, P& curvature) LINNET_INLINE_LAMBDA {
                                  const P p = sigmoid(score);
                                  gradient = p - label;
                                  curvature = p * (P(T{1}) - p);
                              });
    }
};
template <class T, std::size_t W>
struct boosted_form<BinaryCrossEntropy, T, W> {
    using type = BoostedCrossEntropy<T, W>;
};

/// Squared error: scores are predictions.
template <class T, std::size_t W>
class BoostedSquaredError : public MeanOfSamples<MeanSquaredError, T, W> {
public:
    static constexpr bool predicts_probabilities = false;

    LINNET_COLD explicit BoostedSquaredError(const TreeSamples<T>& samples)
        : MeanOfSamples<MeanSquaredError, T, W>{samples} {
        const ConstMatrixView<T> labels{samples.labels.data(), samples.size(), 1, 1};
        check_finite_labels<T>(MeanSquaredError::name, labels);
        check_weights<T>(MeanSquaredError::name, {labels, samples.weights});
    }
    /// The mean label.
    [[nodiscard]] LINNET_COLD T first_score() const { return static_cast<T>(mean_label(this->samples_)); }
    void write(std::span<const T> scores, T* gradients, T* curvatures, Executor* executor) {
        using P = pack<T, W>;
        write_gradients<T, W>(this->samples_, scores, gradients, curvatures, executor,
                              [](const P& score, const P& label, P& gradient, P& curvature) LINNET_INLINE_LAMBDA {
                                  gradient = score - label;
                                  curvature = P(T{1});
                              });
    }
};
template <class T, std::size_t W>
struct boosted_form<MeanSquaredError, T, W> {
    using type = BoostedSquaredError<T, W>;
};

} // namespace detail

/// The form of a loss that trees are boosted by, bound to samples, which must outlive it.
template <class L, class T, std::size_t W>
using BoostedForm = typename detail::boosted_form<L, T, W>::type;

/// A loss that BoostedTrees lowers: BinaryCrossEntropy, MeanSquaredError, LambdaRank, or one of yours.
///
/// requires:
///   L::name                   what errors call it
///   L::Boosted<T, W>          a class with:
///     L::Boosted<T, W>{loss, samples} or {samples}; throws SettingError or LabelError for what the loss cannot use
///     predicts_probabilities  whether predictions are the sigmoid of the scores, or else the scores
///     first_score()           the score of every row before the first tree: that for which the sum of g is 0, or near
///                             it, as a fit ends where no split gains anything
///     write(scores, gradients, curvatures, executor)
///       ensures: writes for each row the derivative g of the loss of the samples by its score, and h, a curvature of 0
///       or more, each times the weight of the row. With one tree more, the loss changes by about g s + h s^2 / 2 for a
///       step s of the row.
///     value(scores)           the loss, for early stopping; lower is better
template <class L>
concept BoostingLoss = std::copyable<L> && requires(BoostedForm<L, float, 1>& boosted, std::span<const float> scores,
                                                    float* numbers, Executor* executor) {
    { L::name } -> std::convertible_to<std::string_view>;
    { BoostedForm<L, float, 1>::predicts_probabilities } -> std::convertible_to<bool>;
    { boosted.first_score() } -> std::same_as<float>;
    boosted.write(scores, numbers, numbers, executor);
    { boosted.value(scores) } -> std::same_as<double>;
};

namespace detail {

/// The form of a loss that is bound to samples.
template <class T, std::size_t W, class L>
[[nodiscard]] LINNET_COLD BoostedForm<L, T, W> boosted_by(const L& loss, const TreeSamples<T>& samples) {
    if constexpr (std::constructible_from<BoostedForm<L, T, W>, const L&, const TreeSamples<T>&>) {
        return BoostedForm<L, T, W>{loss, samples};
    } else {
        return BoostedForm<L, T, W>{samples};
    }
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA
