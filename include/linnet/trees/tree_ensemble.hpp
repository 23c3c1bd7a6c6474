// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/trees/feature_bins.hpp>
#include <linnet/trees/tree_grower.hpp>

namespace linnet::inline LINNET_ISA {

/// Oblivious trees, one after the other, whose leaves are summed: score(x) = first_score + sum over trees of the leaf
/// that x falls into. Split d of a tree sets bit d of the leaf's index if `x[feature] > threshold`, or, where
/// x[feature] is missing (NaN), if `missing_right`.
template <class T>
struct TreeEnsemble {
    std::size_t features = 0; ///< columns of a row
    bool predicts_probabilities = false;
    T first_score = 0;
    std::vector<std::uint8_t> depths; ///< splits of each tree
    // Of all splits, tree by tree.
    std::vector<std::uint32_t> split_features;
    std::vector<T> thresholds;
    std::vector<std::uint8_t> missing_right;
    std::vector<double> gains; ///< of the fit
    std::vector<T> leaves;     ///< tree by tree, 2^depth of each

    [[nodiscard]] std::size_t size() const { return depths.size(); }

    /// Appends a tree.
    LINNET_COLD void add(const GrownTree& tree, const FeatureBins<T>& bins) {
        depths.push_back(static_cast<std::uint8_t>(tree.splits.size()));
        for (const BinSplit& split : tree.splits) {
            const std::span<const T> edges = bins.edges(split.feature);
            split_features.push_back(static_cast<std::uint32_t>(split.feature));
            // The last bin has no edge: all numbers go left.
            thresholds.push_back(split.bin < edges.size() ? edges[split.bin] : std::numeric_limits<T>::infinity());
            missing_right.push_back(split.missing_right ? 1 : 0);
            gains.push_back(split.gain);
        }
        for (const double leaf : tree.leaves) {
            leaves.push_back(static_cast<T>(leaf));
        }
    }

    /// Keeps the first `count` trees.
    LINNET_COLD void truncate(std::size_t count) {
        std::size_t splits = 0;
        std::size_t kept = 0;
        for (std::size_t tree = 0; tree < count; ++tree) {
            splits += depths[tree];
            kept += std::size_t{1} << depths[tree];
        }
        depths.resize(count);
        split_features.resize(splits);
        thresholds.resize(splits);
        missing_right.resize(splits);
        gains.resize(splits);
        leaves.resize(kept);
    }

    /// Writes the score of each row, the sum in the order of the trees. Shapes: rows `n x features` -> scores `n`.
    template <std::size_t W>
    LINNET_HOT void write_scores(ConstMatrixView<T> rows, T* scores, Executor* executor = nullptr) const;
};

namespace detail {

/// The rows whose numbers are kept side by side, feature by feature, while all trees read them.
inline constexpr std::size_t tree_block = 64;

/// Adds the leaves of a tree to the scores of a block. `values` has tree_block numbers of each feature, and `places`
/// says of each split where those of its feature begin.
template <class T, std::size_t W>
LINNET_INLINE void add_tree(const T* values, const std::uint32_t* places, const T* thresholds,
                            const std::uint8_t* missing_right, std::size_t depth, const T* leaves, T* scores) {
    using P = pack<T, W>;
    using Bits = bits_of<T>;
    for (std::size_t i = 0; i < tree_block; i += W) {
        P index = P::from_bits(0);
        for (std::size_t d = 0; d < depth; ++d) {
            const P x = P::load(values + places[d] + i);
            const P threshold(thresholds[d]);
            const P bit = P::from_bits(static_cast<Bits>(Bits{1} << d));
            const P no_bit = P::from_bits(0);
            // NaN is neither above nor at most the threshold.
            index = bit_or(index, missing_right[d] != 0 ? select(x <= threshold, no_bit, bit)
                                                        : select(threshold < x, bit, no_bit));
        }
        T found[W];
        index.store(found);
        for (std::size_t lane = 0; lane < W; ++lane) {
            scores[i + lane] += leaves[std::bit_cast<Bits>(found[lane])];
        }
    }
}

/// Adds the leaves of a tree to the scores of rows in bins.
template <class T>
LINNET_HOT void add_binned_tree(const GrownTree& tree, const FeatureBins<T>& bins, const BinnedRows& rows,
                                std::span<T> scores, Executor* executor) {
    struct Level {
        const std::uint8_t* bins;
        std::array<std::uint8_t, 256> goes_right;
    };
    std::vector<Level> levels;
    for (const BinSplit& split : tree.splits) {
        levels.push_back({rows.column(split.feature), split.table(bins.bins(split.feature))});
    }
    std::vector<T> leaves;
    for (const double leaf : tree.leaves) {
        leaves.push_back(static_cast<T>(leaf));
    }
    constexpr std::size_t block = 128;
    for_each_share(executor, rows.rows(), block, 8 * levels.size() + 8, [&](std::size_t first, std::size_t count) {
        for (std::size_t begin = first; begin < first + count; begin += block) {
            const std::size_t n = std::min(block, first + count - begin);
            std::uint32_t found[block]{};
            for (std::size_t d = 0; d < levels.size(); ++d) {
                const std::uint8_t* const column = levels[d].bins + BinnedRows::group_size * begin;
                for (std::size_t i = 0; i < n; ++i) {
                    found[i] |= static_cast<std::uint32_t>(levels[d].goes_right[column[BinnedRows::group_size * i]])
                                << d;
                }
            }
            for (std::size_t i = 0; i < n; ++i) {
                scores[begin + i] += leaves[found[i]];
            }
        }
    });
}

} // namespace detail

template <class T>
template <std::size_t W>
LINNET_HOT void TreeEnsemble<T>::write_scores(ConstMatrixView<T> rows, T* scores, Executor* executor) const {
    using detail::tree_block;
    // Only features that a split reads are copied.
    constexpr auto unused = static_cast<std::uint32_t>(-1);
    std::vector<std::uint32_t> used;
    std::vector<std::uint32_t> place(features, unused);
    std::vector<std::uint32_t> places;
    for (const std::uint32_t feature : split_features) {
        if (place[feature] == unused) {
            place[feature] = static_cast<std::uint32_t>(used.size() * tree_block);
            used.push_back(feature);
        }
        places.push_back(place[feature]);
    }
    const std::size_t values_of_share = used.size() * tree_block;
    AlignedBuffer<T> all_values(values_of_share * threads_of(executor));
    const std::size_t row_cost = 4 * split_features.size() + 4 * size() + 1;
    for_each_share(executor, rows.rows, tree_block, row_cost,
                   [&](std::size_t first, std::size_t count, std::size_t share) {
                       T* const values = all_values.data() + share * values_of_share;
                       for (std::size_t begin = first; begin < first + count; begin += tree_block) {
                           const std::size_t n = std::min(tree_block, first + count - begin);
                           for (std::size_t i = 0; i < n; ++i) {
                               const T* const row = rows.row(begin + i);
                               for (std::size_t f = 0; f < used.size(); ++f) {
                                   values[f * tree_block + i] = row[used[f]];
                               }
                           }
                           T sums[tree_block];
                           std::fill_n(sums, tree_block, first_score);
                           std::size_t split = 0;
                           const T* leaf = leaves.data();
                           for (const std::uint8_t depth : depths) {
                               detail::add_tree<T, W>(values, places.data() + split, thresholds.data() + split,
                                                      missing_right.data() + split, depth, leaf, sums);
                               split += depth;
                               leaf += std::size_t{1} << depth;
                           }
                           std::copy_n(sums, n, scores + begin);
                       }
                   });
}

} // namespace linnet::inline LINNET_ISA
