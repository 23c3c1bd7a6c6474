// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/trees/tree_grower.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>
#include <linnet/core/random.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"

namespace tree_grower_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// Features with few values, of which some are missing, and gradients that are multiples of 1/8, so that all sums are
/// exact and ties do occur.
struct Problem {
    Matrix<float> x;
    std::vector<float> g;
    std::vector<float> h;

    Problem(std::size_t rows, std::size_t columns, std::uint64_t seed, bool missing) : x{rows, columns} {
        const Random random{seed, 1};
        for (std::size_t i = 0; i < rows; ++i) {
            for (std::size_t f = 0; f < columns; ++f) {
                const auto value = random.below(f == 0 ? 40 : 2 + 3 * f, 100 * i + f);
                x.view()(i, f) = missing && random.below(5, 100 * i + 50 + f) == 0
                                     ? std::numeric_limits<float>::quiet_NaN()
                                     : static_cast<float>(value);
            }
            g.push_back(static_cast<float>(random.below(17, 100 * i + 97)) / 8 - 1.0F +
                        (x.view()(i, 0) > 20 ? 0.5F : 0.0F));
            h.push_back(static_cast<float>(random.below(4, 100 * i + 98)) / 8);
        }
    }
};

/// The same by recursion over lists of rows, feature by feature and edge by edge.
struct NaiveNode {
    std::vector<std::size_t> rows;
    double g = 0;
    double h = 0;
};

struct Naive {
    const Problem& problem;
    const FeatureBins<float>& bins;
    BoostedTreesSettings settings;

    [[nodiscard]] NaiveNode node_of(std::vector<std::size_t> rows) const {
        NaiveNode node{std::move(rows)};
        for (const std::size_t row : node.rows) {
            node.g += static_cast<double>(problem.g[row]);
            node.h += static_cast<double>(problem.h[row]);
        }
        return node;
    }
    [[nodiscard]] double worth(const NaiveNode& node) const { return node.g * node.g / (node.h + settings.l2); }
    [[nodiscard]] bool goes_right(const BinSplit& split, std::size_t row) const {
        const float value = problem.x.view()(row, split.feature);
        const auto edges = bins.edges(split.feature);
        return std::isnan(value) ? split.missing_right : split.bin < edges.size() && value > edges[split.bin];
    }
    /// The two sides, or the node itself if one of them is too small.
    [[nodiscard]] std::vector<NaiveNode> divided(const NaiveNode& node, const BinSplit& split) const {
        std::vector<std::size_t> sides[2];
        for (const std::size_t row : node.rows) {
            sides[goes_right(split, row) ? 1 : 0].push_back(row);
        }
        const NaiveNode left = node_of(sides[0]);
        const NaiveNode right = node_of(sides[1]);
        const std::size_t least = std::max<std::size_t>(1, settings.min_child_samples);
        if (std::min(left.rows.size(), right.rows.size()) < least ||
            std::min(left.h, right.h) < settings.min_child_weight) {
            return {node};
        }
        return {left, right};
    }
    [[nodiscard]] double gain(const std::vector<NaiveNode>& nodes, const BinSplit& split) const {
        double total = 0;
        for (const NaiveNode& node : nodes) {
            const auto parts = divided(node, split);
            total += parts.size() == 2 ? worth(parts[0]) + worth(parts[1]) - worth(node) : 0;
        }
        return total;
    }
    /// The nodes that the splits of a tree make, by leaf, and the gain of each split; checks that no split gains more.
    std::vector<NaiveNode> follow(const GrownTree& tree, std::vector<std::size_t> rows,
                                  const std::vector<char>& usable) const {
        std::vector<NaiveNode> leaves{node_of(std::move(rows))};
        std::vector<NaiveNode> nodes = leaves;
        for (std::size_t level = 0; level <= tree.splits.size(); ++level) {
            double best = 0;
            for (std::size_t f = 0; f < usable.size(); ++f) {
                for (std::size_t bin = 0; usable[f] != 0 && bin < bins.bins(f); ++bin) {
                    best = std::max({best, gain(nodes, {f, bin, false, 0}), gain(nodes, {f, bin, true, 0})});
                }
            }
            if (level == tree.splits.size()) {
                if (level < settings.depth) {
                    CHECK(best <= settings.min_split_gain + 1e-9);
                }
                break;
            }
            const BinSplit& split = tree.splits[level];
            CHECK(usable[split.feature] != 0);
            CHECK(split.gain == doctest::Approx(best));
            CHECK(gain(nodes, split) == doctest::Approx(best));
            std::vector<NaiveNode> next;
            for (const NaiveNode& node : nodes) {
                for (auto& part : divided(node, split)) {
                    next.push_back(part);
                }
            }
            nodes = next;
            const std::size_t count = leaves.size();
            for (std::size_t leaf = 0; leaf < count; ++leaf) {
                const auto parts = divided(leaves[leaf], split);
                leaves.push_back(parts.back());
                leaves[leaf] = parts.front();
            }
        }
        return leaves;
    }
};

std::vector<std::uint32_t> all_rows(std::size_t count) {
    std::vector<std::uint32_t> rows(count);
    std::iota(rows.begin(), rows.end(), std::uint32_t{0});
    return rows;
}

template <std::size_t W>
GrownTree grown(const Problem& problem, const FeatureBins<float>& bins, const BoostedTreesSettings& settings,
                std::vector<std::uint32_t> rows, const std::vector<char>& usable, Executor* executor) {
    const BinnedRows binned{bins, problem.x.view()};
    RoundedGradients<float> gradients{problem.g.size()};
    REQUIRE(gradients.assign(problem.g, problem.h));
    TreeGrower<float, W> grower{bins, binned, settings, executor};
    std::vector<std::uint32_t> others = rows;
    (void)grower.grow(gradients, others, usable); // leaves nothing behind
    return grower.grow(gradients, rows, usable);
}

void check_equal(const GrownTree& a, const GrownTree& b) {
    REQUIRE(a.splits.size() == b.splits.size());
    for (std::size_t i = 0; i < a.splits.size(); ++i) {
        CHECK(a.splits[i].feature == b.splits[i].feature);
        CHECK(a.splits[i].bin == b.splits[i].bin);
        CHECK(a.splits[i].missing_right == b.splits[i].missing_right);
        CHECK(a.splits[i].gain == b.splits[i].gain);
    }
    CHECK(a.leaves == b.leaves);
}

} // namespace

TEST_CASE("a tree has the best split at each level and the values of its leaves, as a loop over rows finds them") {
    for (const bool missing : {false, true}) {
        for (const std::size_t rows : {1U, 2U, 40U, 300U}) {
            for (const std::size_t columns : {1U, 4U, 6U}) {
                for (const BoostedTreesSettings& settings :
                     {BoostedTreesSettings{.depth = 3, .l2 = 1.0, .min_child_samples = 1, .min_child_weight = 0.0},
                      BoostedTreesSettings{.depth = 4, .learning_rate = 0.5, .l2 = 0.25, .min_child_samples = 20},
                      BoostedTreesSettings{.depth = 3, .l2 = 0.0, .min_child_samples = 0, .min_child_weight = 2.0},
                      BoostedTreesSettings{.depth = 5, .min_child_samples = 3, .min_split_gain = 1.5}}) {
                    CAPTURE(missing);
                    CAPTURE(rows);
                    CAPTURE(columns);
                    CAPTURE(settings.depth);
                    const Problem problem{rows, columns, 10 * rows + columns, missing};
                    const FeatureBins<float> bins{problem.x.view(), 255, 0};
                    std::vector<char> usable(columns, 1);
                    if (columns == 6) {
                        usable = {0, 1, 1, 0, 1, 1};
                    }
                    std::vector<std::uint32_t> some = all_rows(rows);
                    if (rows == 300) { // of which a part was drawn
                        std::erase_if(some, [](std::uint32_t row) { return row % 7 == 2; });
                    }
                    const GrownTree tree = grown<8>(problem, bins, settings, some, usable, nullptr);
                    const Naive naive{problem, bins, settings};
                    const auto leaves = naive.follow(tree, {some.begin(), some.end()}, usable);
                    REQUIRE(leaves.size() == tree.leaves.size());
                    for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
                        const double divisor = leaves[leaf].h + settings.l2;
                        const double want = divisor > 0 ? -leaves[leaf].g / divisor * settings.learning_rate : 0;
                        CHECK(tree.leaves[leaf] == doctest::Approx(want));
                    }
                }
            }
        }
    }
}

TEST_CASE("trees have the same bits at every width and with any number of threads") {
    const Problem problem{500, 9, 77, true};
    const FeatureBins<float> bins{problem.x.view(), 30, 0};
    const BoostedTreesSettings settings{.depth = 6, .min_child_samples = 5};
    const std::vector<char> usable(9, 1);
    const GrownTree want = grown<1>(problem, bins, settings, all_rows(500), usable, nullptr);
    CHECK(want.splits.size() == 6);
    check_equal(grown<2>(problem, bins, settings, all_rows(500), usable, nullptr), want);
    check_equal(grown<4>(problem, bins, settings, all_rows(500), usable, nullptr), want);
    check_equal(grown<8>(problem, bins, settings, all_rows(500), usable, nullptr), want);
    check_equal(grown<16>(problem, bins, settings, all_rows(500), usable, &three_threads()), want);
    EagerPool eight{8};
    check_equal(grown<8>(problem, bins, settings, all_rows(500), usable, &eight), want);
}

TEST_CASE("missing values go where they gain, alone if that is best, and to the larger side if there were none") {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    const auto stump = [](const std::vector<float>& x, const std::vector<float>& g) {
        Problem problem{x.size(), 1, 0, false};
        for (std::size_t i = 0; i < x.size(); ++i) {
            problem.x.view()(i, 0) = x[i];
        }
        problem.g = g;
        problem.h.assign(x.size(), 1.0F);
        const FeatureBins<float> bins{problem.x.view(), 255, 0};
        return grown<4>(problem, bins, {.depth = 1, .min_child_samples = 1}, all_rows(x.size()), {1}, nullptr);
    };
    const GrownTree left = stump({1, 2, 3, nan}, {1, -1, -1, 1});
    REQUIRE(left.splits.size() == 1);
    CHECK(left.splits[0].bin == 0);
    CHECK_FALSE(left.splits[0].missing_right);
    const GrownTree right = stump({1, 2, 3, nan}, {1, -1, -1, -1});
    CHECK(right.splits[0].bin == 0);
    CHECK(right.splits[0].missing_right);
    const GrownTree alone = stump({1, 1, 2, nan, nan}, {1, 1, 1, -1, -1});
    CHECK(alone.splits[0].bin == 1); // the last one: all numbers are on the left
    CHECK(alone.splits[0].missing_right);
    CHECK(stump({1, 1, nan}, {1, 1, -1}).splits.size() == 1); // of a feature with one value
    CHECK(stump({1, 1, 1}, {1, 1, -1}).splits.empty());
    CHECK(stump({1, 2, 3}, {1, -1, -1}).splits[0].missing_right);
    CHECK_FALSE(stump({1, 2, 3}, {1, 1, -1}).splits[0].missing_right);
}

} // namespace tree_grower_test
