// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/shuffle.hpp>
#include <linnet/core/text.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/sigmoid.hpp>
#include <linnet/trees/boosted_trees_settings.hpp>
#include <linnet/trees/boosting_loss.hpp>
#include <linnet/trees/feature_bins.hpp>
#include <linnet/trees/gradient_sums.hpp>
#include <linnet/trees/tree_ensemble.hpp>
#include <linnet/trees/tree_grower.hpp>
#include <linnet/trees/tree_samples.hpp>

namespace linnet::inline LINNET_ISA {

/// How `BoostedTrees::fit` goes.
template <class T>
struct TreeFitOptions {
    const TreeSamples<T>* validation = nullptr;
    /// Stops after as many trees in a row without a lower loss of the validation samples, and keeps the trees up to the
    /// lowest one; 0: never.
    std::size_t early_stopping_rounds = 0;
    Executor* executor = nullptr;
};

/// What `BoostedTrees::fit` did.
struct TreeFitHistory {
    std::vector<double> validation_loss; ///< after each tree; empty without validation samples
    std::size_t trees = 0;               ///< how many were kept
};

/// Gradient boosting of oblivious decision trees: for regression, clicks and ranking by numeric features, in which NaN
/// means that a value is missing. Each tree is a step of Newton's method for the loss: grown on its derivatives g and h
/// by the scores of the trees before it, as TreeGrower says, it adds -learning_rate G / (H + l2) to the rows of a leaf.
///
/// `fit` cuts features into bins, FeatureBins, and the tree's splits are at their edges; features need no scaling.
/// `predict` reads the numbers themselves. O(rows features depth) for each tree, and 16 + features bytes for each row;
/// `predict` O(rows trees depth).
///
/// The bits of the ensemble and of predictions are the same at every width and with any number of threads.
///
/// Source: Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29, 2001;
/// Chen, Guestrin, "XGBoost: a scalable tree boosting system", KDD 2016; Prokhorenkova et al., "CatBoost", NeurIPS
/// 2018.
template <class T = float, std::size_t W = native_width<T>>
class BoostedTrees {
    static_assert(Scalar<T>, "linnet: BoostedTrees<T, W> needs T = float or double.");

public:
    using scalar = T;
    static constexpr std::size_t width = W;

    BoostedTrees() = default;
    /// Throws SettingError for settings out of range.
    LINNET_COLD explicit BoostedTrees(const BoostedTreesSettings& settings) : settings_{settings} { settings.check(); }

    [[nodiscard]] const BoostedTreesSettings& settings() const { return settings_; }

    /// Grows new trees; those of an earlier fit are replaced at the end, and stay if it throws.
    /// Throws SettingError for samples without rows or features, or of sizes that do not fit; LabelError for labels or
    /// weights that the loss cannot use; DivergenceError if a gradient becomes NaN or infinite.
    template <class L>
    TreeFitHistory fit(const TreeSamples<T>& samples, const L& loss, const TreeFitOptions<T>& options = {}) {
        if constexpr (BoostingLoss<L>) {
            return grow(samples, loss, options);
        } else {
            static_assert(never<L>, "linnet: BoostedTrees lower BinaryCrossEntropy, MeanSquaredError, LambdaRank or "
                                    "another BoostingLoss, and this loss is none.");
            return {};
        }
    }

    /// What the loss says that the scores mean: probabilities after BinaryCrossEntropy, or else the scores.
    /// Shapes: features `rows x columns` -> `rows`. Throws SettingError before the fit and for another number of
    /// columns than that of the fit.
    [[nodiscard]] LINNET_HOT std::vector<T> predict(ConstMatrixView<T> features, Executor* executor = nullptr) const {
        std::vector<T> scores = predict_scores(features, executor);
        if (ensemble_.predicts_probabilities) {
            for_each_pack<W>(scores.size(), [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
                sigmoid(pack<T, W>::load(scores.data() + i, lanes)).store(scores.data() + i, lanes);
            });
        }
        return scores;
    }
    /// The sums of the leaves. Throws as `predict` does.
    [[nodiscard]] LINNET_HOT std::vector<T> predict_scores(ConstMatrixView<T> features,
                                                           Executor* executor = nullptr) const {
        if (!fitted()) {
            detail::fail<SettingError>({"BoostedTrees: predict before fit"});
        }
        if (features.columns != ensemble_.features) {
            detail::fail<SettingError>({"BoostedTrees: fitted on ", ensemble_.features,
                                        " features, and cannot predict from rows of ", features.columns});
        }
        std::vector<T> scores(features.rows);
        ensemble_.template write_scores<W>(features, scores.data(), executor);
        return scores;
    }

    /// The share of each feature in the gains of all splits; all 0 without splits. Throws SettingError before the fit.
    [[nodiscard]] LINNET_COLD std::vector<double> feature_importances() const {
        if (!fitted()) {
            detail::fail<SettingError>({"BoostedTrees: feature_importances before fit"});
        }
        std::vector<double> shares(ensemble_.features);
        double total = 0.0;
        for (std::size_t split = 0; split < ensemble_.gains.size(); ++split) {
            shares[ensemble_.split_features[split]] += ensemble_.gains[split];
            total += ensemble_.gains[split];
        }
        for (double& share : shares) {
            share = total > 0.0 ? share / total : 0.0;
        }
        return shares;
    }

    [[nodiscard]] bool fitted() const { return ensemble_.features != 0; }
    /// The number of trees.
    [[nodiscard]] std::size_t size() const { return ensemble_.size(); }
    [[nodiscard]] const TreeEnsemble<T>& ensemble() const { return ensemble_; }
    /// Takes trees over. requires: they are whole, as those of another BoostedTrees are
    void set_ensemble(TreeEnsemble<T> ensemble) { ensemble_ = std::move(ensemble); }

private:
    static void check_samples(const TreeSamples<T>& samples) {
        samples.check();
        if (samples.size() == 0 || samples.features.columns == 0) {
            detail::fail<SettingError>({"BoostedTrees: cannot be fitted on ", samples.size(), " rows of ",
                                        samples.features.columns, " features"});
        }
        if (samples.size() >= std::size_t{1} << 31) {
            detail::fail<SettingError>({"BoostedTrees: ", samples.size(), " rows are more than 2^31 - 1"});
        }
    }
    template <class L>
    LINNET_HOT TreeFitHistory grow(const TreeSamples<T>& samples, const L& loss, const TreeFitOptions<T>& options);
    void draw_rows(std::size_t tree, std::size_t rows, std::vector<std::uint32_t>& drawn) const;
    void draw_features(std::size_t tree, std::vector<char>& usable) const;

    BoostedTreesSettings settings_;
    TreeEnsemble<T> ensemble_;
};

namespace detail {

/// The validation samples of a fit, and their loss.
template <class T, std::size_t W, class L>
class TreeValidation {
public:
    LINNET_COLD TreeValidation(const TreeSamples<T>& samples, const L& loss, const FeatureBins<T>& bins, T first_score,
                               Executor* executor)
        : loss_{boosted_by<T, W>(loss, samples)}, rows_{bins, samples.features, executor},
          scores_(samples.size(), first_score) {}

    [[nodiscard]] double loss_with(const GrownTree& tree, const FeatureBins<T>& bins, Executor* executor) {
        add_binned_tree<T>(tree, bins, rows_, scores_, executor);
        return loss_.value(scores_);
    }

private:
    BoostedForm<L, T, W> loss_;
    BinnedRows rows_;
    std::vector<T> scores_;
};

} // namespace detail

template <class T, std::size_t W>
template <class L>
LINNET_HOT TreeFitHistory BoostedTrees<T, W>::grow(const TreeSamples<T>& samples, const L& loss,
                                                   const TreeFitOptions<T>& options) {
    check_samples(samples);
    if (options.early_stopping_rounds != 0 && options.validation == nullptr) {
        detail::fail<SettingError>({"BoostedTrees: early stopping needs validation samples"});
    }
    if (options.validation != nullptr) {
        check_samples(*options.validation);
        if (options.validation->features.columns != samples.features.columns) {
            detail::fail<SettingError>({"BoostedTrees: the validation samples have ",
                                        options.validation->features.columns, " features, those of the fit ",
                                        samples.features.columns});
        }
    }
    const std::size_t rows = samples.size();
    BoostedForm<L, T, W> boosted = detail::boosted_by<T, W>(loss, samples);
    TreeEnsemble<T> made;
    made.features = samples.features.columns;
    made.predicts_probabilities = BoostedForm<L, T, W>::predicts_probabilities;
    made.first_score = boosted.first_score();
    const FeatureBins<T> bins{samples.features, settings_.bins, settings_.seed, options.executor};
    const BinnedRows binned{bins, samples.features, options.executor};
    std::optional<detail::TreeValidation<T, W, L>> validation;
    if (options.validation != nullptr) {
        validation.emplace(*options.validation, loss, bins, made.first_score, options.executor);
    }
    TreeGrower<T, W> grower{bins, binned, settings_, options.executor};
    RoundedGradients<T> rounded{rows};
    std::vector<T> scores(rows, made.first_score);
    std::vector<T> gradients(rows);
    std::vector<T> curvatures(rows);
    std::vector<std::uint32_t> drawn;
    std::vector<char> usable(samples.features.columns, 1);
    const bool draws = settings_.subsample < 1.0 || settings_.feature_fraction < 1.0;
    TreeFitHistory history;
    std::size_t best = 0; // the number of trees with the lowest loss
    for (std::size_t tree = 0; tree < settings_.trees; ++tree) {
        boosted.write(scores, gradients.data(), curvatures.data(), options.executor);
        if (!rounded.assign(gradients, curvatures, options.executor)) {
            detail::fail<DivergenceError>(
                {"BoostedTrees, tree ", tree, ": a gradient of the ", L::name, " is NaN or infinite"});
        }
        draw_rows(tree, rows, drawn);
        draw_features(tree, usable);
        const GrownTree grown = grower.grow(rounded, drawn, usable);
        if (grown.splits.empty() && !draws) {
            break; // and so would all further trees be
        }
        made.add(grown, bins);
        detail::add_binned_tree<T>(grown, bins, binned, scores, options.executor);
        if (validation.has_value()) {
            history.validation_loss.push_back(validation->loss_with(grown, bins, options.executor));
            const auto& losses = history.validation_loss;
            best = best == 0 || losses.back() < losses[best - 1] ? made.size() : best;
            if (options.early_stopping_rounds != 0 && made.size() - best >= options.early_stopping_rounds) {
                break;
            }
        }
    }
    if (options.early_stopping_rounds != 0) {
        made.truncate(best);
    }
    history.trees = made.size();
    ensemble_ = std::move(made);
    return history;
}

template <class T, std::size_t W>
void BoostedTrees<T, W>::draw_rows(std::size_t tree, std::size_t rows, std::vector<std::uint32_t>& drawn) const {
    drawn.resize(rows);
    if (settings_.subsample >= 1.0) {
        std::iota(drawn.begin(), drawn.end(), std::uint32_t{0});
        return;
    }
    const Random random{settings_.seed, 2 * tree + 1};
    const auto below = static_cast<std::uint64_t>(settings_.subsample * 0x1p32);
    std::size_t count = 0;
    for (std::size_t i = 0; i < rows; i += 4) {
        const auto words = random.block(i / 4);
        for (std::size_t j = i; j < std::min(rows, i + 4); ++j) {
            drawn[count] = static_cast<std::uint32_t>(j);
            count += words[j - i] < below ? 1 : 0;
        }
    }
    drawn.resize(count);
}

template <class T, std::size_t W>
void BoostedTrees<T, W>::draw_features(std::size_t tree, std::vector<char>& usable) const {
    if (settings_.feature_fraction < 1.0) {
        std::vector<std::size_t> order(usable.size());
        shuffled_order(Random{settings_.seed, 2 * tree + 2}, order);
        const auto count = static_cast<std::size_t>(settings_.feature_fraction * static_cast<double>(order.size()));
        std::fill(usable.begin(), usable.end(), 0);
        for (std::size_t i = 0; i < std::max<std::size_t>(1, count); ++i) {
            usable[order[i]] = 1;
        }
    }
}

} // namespace linnet::inline LINNET_ISA
