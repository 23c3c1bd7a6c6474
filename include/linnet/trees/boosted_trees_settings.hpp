// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/setting.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// How BoostedTrees grow. The names are those of LightGBM and scikit-learn where they have the same meaning.
struct BoostedTreesSettings {
    std::size_t trees = 100; ///< at most: fewer if nothing is gained by more, or early stopping says so
    std::size_t depth = 6;   ///< splits on the way to a leaf; a tree has up to 2^depth leaves
    double learning_rate = 0.1;
    double l2 = 1.0;                    ///< lambda in G / (H + lambda)
    std::size_t bins = 255;             ///< for the numbers of a feature
    std::size_t min_child_samples = 20; ///< rows that both sides of a split must have
    double min_child_weight = 1e-3;     ///< sum of h that both sides of a split must have
    double min_split_gain = 0.0;        ///< a level must gain more than this
    double subsample = 1.0;             ///< share of the rows that each tree is grown on, drawn anew
    double feature_fraction = 1.0;      ///< share of the features that each tree may use, drawn anew
    std::uint64_t seed = 0;

    /// Throws SettingError for settings out of range.
    LINNET_COLD void check() const {
        constexpr const char* owner = "BoostedTrees";
        const auto check_between = [&](const char* setting, std::size_t value, std::size_t least, std::size_t most) {
            if (value < least || value > most) {
                detail::fail<SettingError>(
                    {owner, ": ", setting, " must be from ", least, " to ", most, ", not ", value});
            }
        };
        check_between("trees", trees, 1, 1'000'000);
        check_between("depth", depth, 1, 12);
        check_between("bins", bins, 2, 255);
        detail::check_setting(learning_rate > 0.0 && learning_rate <= 1e6, owner, "learning_rate", learning_rate,
                              "above 0, and finite");
        detail::check_not_negative(owner, "l2", l2);
        detail::check_not_negative(owner, "min_child_weight", min_child_weight);
        detail::check_not_negative(owner, "min_split_gain", min_split_gain);
        detail::check_setting(l2 + min_child_weight > 0.0, owner, "l2 + min_child_weight", l2 + min_child_weight,
                              "above 0");
        detail::check_setting(subsample > 0.0 && subsample <= 1.0, owner, "subsample", subsample,
                              "above 0 and at most 1");
        detail::check_setting(feature_fraction > 0.0 && feature_fraction <= 1.0, owner, "feature_fraction",
                              feature_fraction, "above 0 and at most 1");
    }
};

} // namespace linnet::inline LINNET_ISA
