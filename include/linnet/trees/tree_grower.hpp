// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/trees/boosted_trees_settings.hpp>
#include <linnet/trees/feature_bins.hpp>
#include <linnet/trees/gradient_sums.hpp>

namespace linnet::inline LINNET_ISA {

/// The split of a level: rows whose bin is above `bin` go right, and those without a value where `missing_right` says.
struct BinSplit {
    std::size_t feature = 0;
    std::size_t bin = 0;
    bool missing_right = false;
    double gain = 0.0;

    /// Whether each bin goes right, for a feature of `bins` bins of numbers.
    [[nodiscard]] std::array<std::uint8_t, 256> table(std::size_t bins) const {
        std::array<std::uint8_t, 256> right{};
        for (std::size_t b = 0; b < bins; ++b) {
            right[b] = b > bin ? 1 : 0;
        }
        right[bins] = missing_right ? 1 : 0;
        return right;
    }
};

/// A tree: bit d of the index of a row's leaf says whether split d sends the row to the right.
struct GrownTree {
    std::vector<BinSplit> splits;
    std::vector<double> leaves; ///< 2^splits, times the learning rate
};

/// Grows oblivious trees: all nodes of a level have the same split, the one of largest
///   gain = sum over nodes of GL^2 / (HL + l2) + GR^2 / (HR + l2) - G^2 / (H + l2),
/// G and H being the sums of g and h over the rows of a node and of its left and right side; a leaf is worth
/// -learning_rate G / (H + l2). A node one of whose sides would have too few rows or too little h is not divided by
/// that split: it gains nothing there, and the leaves on both of its sides are one and the same, so that no leaf is
/// empty or too small, and a deeper split may divide it after all. A tree ends where no split gains more than
/// `min_split_gain`. Of equal gains, the first feature and bin win, missing values to the left.
///
/// Histograms of g and h by bin are made of the rows of the smaller side of each node; that of the larger side is what
/// is left of the node's. Their sums are whole numbers, so both are exact, and threads, which divide the features,
/// change nothing. O(rows features) for a level; 16 bytes for each bin of each feature and each node, of which there
/// are at most 2^(depth - 1) and rows / min_child_samples.
/// Source: Prokhorenkova et al., "CatBoost: unbiased boosting with categorical features", NeurIPS 2018; Ke et al.,
/// "LightGBM: a highly efficient gradient boosting decision tree", NeurIPS 2017.
template <class T, std::size_t W>
class TreeGrower {
public:
    /// Both must outlive it.
    LINNET_COLD TreeGrower(const FeatureBins<T>& bins, const BinnedRows& binned, const BoostedTreesSettings& settings,
                           Executor* executor = nullptr)
        : bins_{&bins}, binned_{&binned}, settings_{settings}, executor_{executor}, spare_(binned.rows()),
          ordered_(binned.rows()), candidates_(bins.features()) {
        const std::size_t nodes = binned.rows() / std::max<std::size_t>(1, settings.min_child_samples);
        const std::size_t slots = std::clamp<std::size_t>(nodes, 1, std::size_t{1} << (settings.depth - 1));
        std::size_t total = 0;
        for (std::size_t group = 0; group < binned.groups(); ++group) {
            Group made{.first = total, .places = {}, .size = 0};
            for (std::size_t i = 0; i < BinnedRows::group_size; ++i) {
                const std::size_t feature = group * BinnedRows::group_size + i;
                made.places[i] = made.size;
                made.size += feature < bins.features() ? bins.bins(feature) + 1 : 1;
            }
            groups_.push_back(made);
            total += made.size * slots;
        }
        histograms_ = AlignedBuffer<GradientSum>(total);
    }

    /// Grows a tree on some rows, in rising order, whose order it changes. `usable` says of each feature whether the
    /// tree may split by it.
    [[nodiscard]] LINNET_HOT GrownTree grow(const RoundedGradients<T>& gradients, std::span<std::uint32_t> rows,
                                            std::span<const char> usable) {
        gradients_ = &gradients;
        rows_ = rows;
        Node root{.begin = 0, .end = rows.size(), .slot = 0, .sum = {}};
        for (const std::uint32_t row : rows) {
            root.sum += gradients.data()[row];
        }
        nodes_.assign(1, root);
        builds_.assign(1, {.begin = 0, .end = rows.size(), .slot = 0, .rest_slot = none});
        std::vector<std::size_t> node_of_leaf(1, 0);
        GrownTree tree;
        while (tree.splits.size() < settings_.depth) {
            BinSplit best = best_split(usable);
            if (!(best.gain > settings_.min_split_gain)) {
                break;
            }
            const std::vector<Sides> sides = split(best, tree.splits.size() + 1 < settings_.depth);
            tree.splits.push_back(best);
            const std::size_t leaves = node_of_leaf.size();
            for (std::size_t leaf = 0; leaf < leaves; ++leaf) {
                node_of_leaf.push_back(sides[node_of_leaf[leaf]].right);
                node_of_leaf[leaf] = sides[node_of_leaf[leaf]].left;
            }
        }
        for (const std::size_t node : node_of_leaf) {
            const GradientTotals totals = gradients.totals(nodes_[node].sum);
            const double divisor = totals.curvature + settings_.l2;
            tree.leaves.push_back(divisor > 0.0 ? -totals.gradient / divisor * settings_.learning_rate : 0.0);
        }
        return tree;
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    /// The places of the histograms of four features.
    struct Group {
        std::size_t first;                                      ///< that of slot 0
        std::array<std::size_t, BinnedRows::group_size> places; ///< of each feature within a slot
        std::size_t size;                                       ///< of a slot
    };
    struct Node {
        std::size_t begin; ///< of its rows
        std::size_t end;
        std::size_t slot; ///< of its histograms
        GradientSum sum;
    };
    /// A histogram to make, and the one of the node above to take it from.
    struct Build {
        std::size_t begin;
        std::size_t end;
        std::size_t slot;
        std::size_t rest_slot;
    };
    /// The nodes that a node became.
    struct Sides {
        std::size_t left;
        std::size_t right;
    };

    [[nodiscard]] GradientSum* histogram(std::size_t group, std::size_t slot) {
        return histograms_.data() + groups_[group].first + slot * groups_[group].size;
    }

    /// Makes the histograms that are wanted and finds the best split of all nodes.
    [[nodiscard]] LINNET_HOT BinSplit best_split(std::span<const char> usable) {
        std::size_t rows = 0;
        for (const Build& build : builds_) {
            gather(build);
            rows += build.end - build.begin;
        }
        const std::size_t cost = 16 * rows + 8192 * nodes_.size();
        for_each_share(executor_, groups_.size(), 1, cost, [&](std::size_t first, std::size_t count) {
            for (std::size_t group = first; group < first + count; ++group) {
                find_in_group(group, usable);
            }
        });
        BinSplit best;
        for (const BinSplit& candidate : candidates_) {
            best = candidate.gain > best.gain ? candidate : best;
        }
        return best;
    }

    void gather(const Build& build) {
        if (rows_.size() == binned_->rows() && build.rest_slot == none) {
            return; // the rows are in order
        }
        for_each_share(executor_, build.end - build.begin, 1, 8, [&](std::size_t first, std::size_t count) {
            for (std::size_t i = build.begin + first; i < build.begin + first + count; ++i) {
                ordered_[i] = gradients_->data()[rows_[i]];
            }
        });
    }

    LINNET_HOT void find_in_group(std::size_t group, std::span<const char> usable) {
        const std::size_t first = group * BinnedRows::group_size;
        const std::size_t features = std::min(BinnedRows::group_size, bins_->features() - first);
        bool any = false;
        for (std::size_t i = 0; i < features; ++i) {
            candidates_[first + i] = {};
            any = any || usable[first + i] != 0;
        }
        if (!any) {
            return;
        }
        for (const Build& build : builds_) {
            GradientSum* const made = histogram(group, build.slot);
            std::fill_n(made, groups_[group].size, GradientSum{});
            const auto& places = groups_[group].places;
            const bool in_order = rows_.size() == binned_->rows() && build.rest_slot == none;
            add_to_histograms(binned_->group(group), rows_.data() + build.begin,
                              (in_order ? gradients_->data() : ordered_.data()) + build.begin, build.end - build.begin,
                              {made + places[0], made + places[1], made + places[2], made + places[3]});
            if (build.rest_slot != none) {
                GradientSum* const rest = histogram(group, build.rest_slot);
                for (std::size_t i = 0; i < groups_[group].size; ++i) {
                    rest[i] -= made[i];
                }
            }
        }
        for (std::size_t i = 0; i < features; ++i) {
            if (usable[first + i] != 0) {
                candidates_[first + i] = best_of_feature(first + i);
            }
        }
    }

    [[nodiscard]] const GradientSum* histogram_of(std::size_t feature, const Node& node) {
        const std::size_t group = feature / BinnedRows::group_size;
        return histogram(group, node.slot) + groups_[group].places[feature % BinnedRows::group_size];
    }

    [[nodiscard]] bool may_be_divided(const Node& node) const {
        return node.end - node.begin >= 2 * std::max<std::size_t>(1, settings_.min_child_samples);
    }

    LINNET_HOT BinSplit best_of_feature(std::size_t feature) {
        const std::size_t bins = bins_->bins(feature);
        bool any_missing = false;
        for (const Node& node : nodes_) {
            any_missing = any_missing || !(histogram_of(feature, node)[bins] == GradientSum{});
        }
        // With missing values on the left, all but the last bin can end the left side; on the right, the last can, too.
        std::array<std::array<double, 256>, 2> gains{};
        for (const Node& node : nodes_) {
            if (may_be_divided(node)) {
                add_gains_of_node(histogram_of(feature, node), bins, node, any_missing, gains);
            }
        }
        BinSplit best{.feature = feature};
        for (std::size_t bin = 0; bin < bins; ++bin) {
            for (std::size_t side = 0; side < (any_missing ? 2U : 1U); ++side) {
                if (gains[side][bin] > best.gain) {
                    best = {feature, bin, side == 1, gains[side][bin]};
                }
            }
        }
        return best;
    }

    LINNET_HOT void add_gains_of_node(const GradientSum* histogram, std::size_t bins, const Node& node,
                                      bool any_missing, std::array<std::array<double, 256>, 2>& gains) const {
        std::array<double, 256> gradients;
        std::array<double, 256> curvatures;
        std::array<double, 256> rows;
        GradientSum left;
        for (std::size_t bin = 0; bin < bins; ++bin) {
            left += histogram[bin];
            const GradientTotals totals = gradients_->totals(left);
            gradients[bin] = totals.gradient;
            curvatures[bin] = totals.curvature;
            rows[bin] = totals.rows;
        }
        const GradientTotals whole = gradients_->totals(node.sum);
        const GradientTotals missing = gradients_->totals(histogram[bins]);
        const auto add = [&](const GradientTotals& more, std::size_t count, double* to) LINNET_INLINE_LAMBDA {
            using P = pack<double, W>;
            const P l2(settings_.l2);
            const P least_rows(static_cast<double>(std::max<std::size_t>(1, settings_.min_child_samples)));
            const P least_weight(settings_.min_child_weight);
            const P undivided(whole.gradient * whole.gradient / (whole.curvature + settings_.l2));
            for_each_pack<W>(count, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
                const P left_g = P::load(gradients.data() + i, lanes) + P(more.gradient);
                const P left_h = P::load(curvatures.data() + i, lanes) + P(more.curvature);
                const P left_rows = P::load(rows.data() + i, lanes) + P(more.rows);
                const P right_g = P(whole.gradient) - left_g;
                const P right_h = P(whole.curvature) - left_h;
                const P a = left_h + l2;
                const P b = right_h + l2;
                const P divided = fma(left_g * left_g, b, right_g * right_g * a) / (a * b);
                const P gain =
                    select(least_rows <= min(left_rows, P(whole.rows) - left_rows),
                           select(least_weight <= min(left_h, right_h), divided - undivided, P(0.0)), P(0.0));
                (P::load(to + i, lanes) + gain).store(to + i, lanes);
            });
        };
        add(missing, bins - 1, gains[0].data());
        if (any_missing) {
            add({}, bins, gains[1].data());
        }
    }

    /// Divides the nodes by a split, whose side of missing values it sets if no row told: to where more rows are. Moves
    /// the rows, and says which histograms to make, if another level may follow.
    [[nodiscard]] LINNET_HOT std::vector<Sides> split(BinSplit& by, bool another) {
        const std::size_t bins = bins_->bins(by.feature);
        std::vector<GradientSum> lefts(nodes_.size());
        std::vector<char> divided(nodes_.size());
        bool any_missing = false;
        double balance = 0.0; // rows that go right less those that go left
        std::size_t divisions = 0;
        for (std::size_t n = 0; n < nodes_.size(); ++n) {
            const GradientSum* const histogram = histogram_of(by.feature, nodes_[n]);
            any_missing = any_missing || !(histogram[bins] == GradientSum{});
            GradientSum left = by.missing_right ? GradientSum{} : histogram[bins];
            for (std::size_t bin = 0; bin <= by.bin; ++bin) {
                left += histogram[bin];
            }
            const GradientTotals a = gradients_->totals(left);
            const GradientTotals b = gradients_->totals(nodes_[n].sum - left);
            const auto least = static_cast<double>(std::max<std::size_t>(1, settings_.min_child_samples));
            lefts[n] = left;
            divided[n] =
                std::min(a.rows, b.rows) >= least && std::min(a.curvature, b.curvature) >= settings_.min_child_weight
                    ? 1
                    : 0;
            balance += b.rows - a.rows;
            divisions += divided[n] != 0 ? 1 : 0;
        }
        if (!any_missing) {
            by.missing_right = balance > 0.0;
        }
        const std::array<std::uint8_t, 256> goes_right = by.table(bins);
        std::vector<Node> next;
        next.reserve(nodes_.size() + divisions);
        std::vector<Sides> sides;
        std::size_t slots = nodes_.size();
        builds_.clear();
        for (std::size_t n = 0; n < nodes_.size(); ++n) {
            const Node& node = nodes_[n];
            sides.push_back({next.size(), next.size() + (divided[n] != 0 ? 1 : 0)});
            if (divided[n] == 0) {
                next.push_back(node);
                continue;
            }
            const auto left_rows = static_cast<std::size_t>(gradients_->totals(lefts[n]).rows);
            const std::size_t middle = node.begin + left_rows;
            Node left{node.begin, middle, node.slot, lefts[n]};
            Node right{middle, node.end, node.slot, node.sum - lefts[n]};
            if (another) {
                move_rows(node, binned_->column(by.feature), goes_right);
                Node& smaller = left_rows <= node.end - middle ? left : right;
                smaller.slot = slots++;
                builds_.push_back({smaller.begin, smaller.end, smaller.slot, node.slot});
            }
            next.push_back(left);
            next.push_back(right);
        }
        nodes_ = std::move(next);
        return sides;
    }

    /// Moves the rows of a node that go right behind those that go left; rows of a side keep their order.
    LINNET_HOT void move_rows(const Node& node, const std::uint8_t* bins,
                              const std::array<std::uint8_t, 256>& goes_right) {
        std::size_t left = node.begin;
        std::size_t right = 0;
        for (std::size_t i = node.begin; i < node.end; ++i) {
            const std::uint32_t row = rows_[i];
            const std::size_t is_right = goes_right[bins[BinnedRows::group_size * row]];
            rows_[left] = row;
            spare_[right] = row;
            left += 1 - is_right;
            right += is_right;
        }
        std::copy_n(spare_.data(), right, rows_.data() + left);
    }

    const FeatureBins<T>* bins_;
    const BinnedRows* binned_;
    BoostedTreesSettings settings_;
    Executor* executor_;
    std::vector<Group> groups_;
    AlignedBuffer<GradientSum> histograms_;
    std::vector<std::uint32_t> spare_;
    AlignedBuffer<GradientSum> ordered_;
    std::vector<BinSplit> candidates_; ///< of each feature
    // Of the tree that grows.
    const RoundedGradients<T>* gradients_ = nullptr;
    std::span<std::uint32_t> rows_;
    std::vector<Node> nodes_;
    std::vector<Build> builds_;
};

} // namespace linnet::inline LINNET_ISA
