// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/trees/tree_ensemble.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>
#include <linnet/core/random.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"

namespace tree_ensemble_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// Rows of numbers, of which some are missing or infinite.
template <class T>
Matrix<T> some_rows(std::size_t rows, std::size_t columns) {
    Matrix<T> x{rows, columns};
    const Random random{3, 3};
    for (std::size_t i = 0; i < rows * columns; ++i) {
        const auto draw = random.below(30, i);
        x.view()(i / columns, i % columns) = draw == 0   ? std::numeric_limits<T>::quiet_NaN()
                                             : draw == 1 ? std::numeric_limits<T>::infinity()
                                             : draw == 2 ? -std::numeric_limits<T>::infinity()
                                                         : static_cast<T>(draw) / T{4};
    }
    return x;
}

/// Trees of depths 0 to 12 with random splits.
std::vector<GrownTree> some_trees(const std::vector<std::size_t>& bins) {
    std::vector<GrownTree> trees;
    const Random random{9, 9};
    std::size_t at = 0;
    for (const std::size_t depth : {3U, 0U, 1U, 6U, 12U, 2U}) {
        GrownTree tree;
        for (std::size_t d = 0; d < depth; ++d) {
            const std::size_t feature = random.below(bins.size(), at++);
            const std::size_t bin = random.below(bins[feature], at++);
            tree.splits.push_back({feature, bin, random.below(2, at++) == 1, static_cast<double>(at)});
        }
        for (std::size_t leaf = 0; leaf < std::size_t{1} << depth; ++leaf) {
            tree.leaves.push_back(random.uniform(at++) - 0.5);
        }
        trees.push_back(tree);
    }
    return trees;
}

template <class T>
T naive_score(const TreeEnsemble<T>& trees, std::span<const T> row) {
    T score = trees.first_score;
    std::size_t split = 0;
    std::size_t leaves = 0;
    for (const std::uint8_t depth : trees.depths) {
        std::size_t leaf = 0;
        for (std::size_t d = 0; d < depth; ++d, ++split) {
            const T x = row[trees.split_features[split]];
            const bool right = std::isnan(x) ? trees.missing_right[split] != 0 : x > trees.thresholds[split];
            leaf += right ? std::size_t{1} << d : 0;
        }
        score += trees.leaves[leaves + leaf];
        leaves += std::size_t{1} << depth;
    }
    return score;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("scores are those of a walk through each tree, from numbers as from bins, at every width",
                          Lane, walk) {
    using T = typename Lane::T;
    constexpr std::size_t columns = 5;
    const Matrix<T> train = some_rows<T>(400, columns);
    const FeatureBins<T> bins{train.view(), 20, 0};
    std::vector<std::size_t> counts;
    for (std::size_t f = 0; f < columns; ++f) {
        counts.push_back(bins.bins(f));
    }
    const auto grown = some_trees(counts);
    TreeEnsemble<T> trees;
    trees.features = columns;
    trees.first_score = T{0.25};
    for (const GrownTree& tree : grown) {
        trees.add(tree, bins);
    }
    CHECK(trees.size() == 6);
    for (const std::size_t rows : {0U, 1U, 63U, 64U, 65U, 200U}) {
        CAPTURE(rows);
        const ConstMatrixView<T> x = train.view().top(rows);
        std::vector<T> scores(rows + 1, T{7});
        std::vector<T> with_threads(rows + 1, T{7});
        trees.template write_scores<Lane::W>(x, scores.data());
        trees.template write_scores<Lane::W>(x, with_threads.data(), &three_threads());
        const BinnedRows binned{bins, x};
        std::vector<T> from_bins(rows, trees.first_score);
        for (const GrownTree& tree : grown) {
            detail::add_binned_tree<T>(tree, bins, binned, from_bins, &three_threads());
        }
        for (std::size_t i = 0; i < rows; ++i) {
            const T want = naive_score<T>(trees, x.row_span(i));
            CHECK(same(scores[i], want));
            CHECK(same(with_threads[i], want));
            CHECK(same(from_bins[i], want));
        }
        CHECK(scores[rows] == T{7});
        CHECK(with_threads[rows] == T{7});
    }
}
TEST_CASE_TEMPLATE_APPLY(walk, TestedWidths);

TEST_CASE("the first trees can be kept") {
    const Matrix<float> train = some_rows<float>(400, 3);
    const FeatureBins<float> bins{train.view(), 20, 0};
    const auto grown = some_trees({bins.bins(0), bins.bins(1), bins.bins(2)});
    for (std::size_t kept = 0; kept <= grown.size(); ++kept) {
        TreeEnsemble<float> all;
        TreeEnsemble<float> some;
        for (std::size_t tree = 0; tree < grown.size(); ++tree) {
            all.add(grown[tree], bins);
            if (tree < kept) {
                some.add(grown[tree], bins);
            }
        }
        all.truncate(kept);
        CHECK(all.size() == kept);
        CHECK(all.split_features == some.split_features);
        CHECK(all.thresholds == some.thresholds);
        CHECK(all.missing_right == some.missing_right);
        CHECK(all.gains == some.gains);
        CHECK(all.leaves == some.leaves);
    }
}

} // namespace tree_ensemble_test
