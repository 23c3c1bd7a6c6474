// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// Boosted trees on as many numeric columns as Criteo's: rows a second of a fit, and of a prediction. A fit reads each
// row once for each of its trees.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include <linnet/core/matrix.hpp>
#include <linnet/core/random.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/trees/boosted_trees.hpp>

#include "support/case.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

namespace {

constexpr std::size_t columns = 39;
constexpr std::size_t bench_rows = 643'500; // 6,435 of Criteo's sample, a hundred times
constexpr std::size_t bench_trees = 10;

/// Half of the columns have few values, and a fifth of the first third are missing.
struct TreesData {
    Matrix<float> features;
    std::vector<float> labels;

    explicit TreesData(std::size_t rows) : features{rows, columns}, labels(rows) {
        const Random random{1, 2};
        for (std::size_t i = 0; i < rows; ++i) {
            double score = 0;
            for (std::size_t c = 0; c < columns; ++c) {
                const double u = random.uniform(64 * i + c);
                const double x = c % 2 == 0 ? u : std::floor(u * u * static_cast<double>(c + 2));
                const bool missing = c < columns / 3 && random.below(5, 64 * i + columns + c % 13) == 0;
                features.view()(i, c) = missing ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(x);
                score += missing ? 0 : (u - 0.5) * (c % 3 == 0 ? 1 : -0.5);
            }
            labels[i] = random.uniform(64 * i + 63) < 1 / (1 + std::exp(-score)) ? 1.0F : 0.0F;
        }
    }
};

const TreesData& trees_data(std::size_t rows) {
    static const TreesData data{rows};
    return data;
}

template <class T, std::size_t W>
class TreesCase : public Case {
public:
    explicit TreesCase(std::size_t rows) : rows_{rows} {}

    void prepare(Check& check) override {
        data_ = &trees_data(rows_);
        fit();
        predict();
        // A walk through each tree.
        const auto& all = trees_.ensemble();
        for (std::size_t row = 0; row < rows_; row += rows_ / 50) {
            auto score = static_cast<double>(all.first_score);
            std::size_t split = 0;
            std::size_t leaves = 0;
            for (const std::uint8_t depth : all.depths) {
                std::size_t leaf = 0;
                for (std::size_t d = 0; d < depth; ++d, ++split) {
                    const T x = data_->features.view()(row, all.split_features[split]);
                    const bool right = std::isnan(x) ? all.missing_right[split] != 0 : x > all.thresholds[split];
                    leaf |= right ? std::size_t{1} << d : 0;
                }
                score += static_cast<double>(all.leaves[leaves + leaf]);
                leaves += std::size_t{1} << depth;
            }
            check.number("the score", static_cast<double>(scores_[row]), score, 1e-5);
        }
        check.that(trees_.size() == bench_trees, "there are too few trees");
        double right = 0;
        for (std::size_t row = 0; row < rows_; ++row) {
            right += (scores_[row] > 0) == (data_->labels[row] > 0.5F) ? 1 : 0;
        }
        check.that(right > 0.6 * static_cast<double>(rows_), "it has learned nothing");
    }
    void time(Calls& calls, std::size_t workload) override {
        run(calls, [&] { workload == 0 ? fit() : predict(); });
    }

private:
    void fit() { trees_.fit({.features = data_->features.view(), .labels = data_->labels}, BinaryCrossEntropy{}); }
    void predict() { scores_ = trees_.predict_scores(data_->features.view()); }

    std::size_t rows_;
    const TreesData* data_ = nullptr;
    BoostedTrees<T, W> trees_{{.trees = bench_trees}};
    std::vector<T> scores_;
};

} // namespace

const Cases cases{[] {
    for_each_float_width([]<class T, std::size_t W>() {
        add(std::make_unique<TreesCase<T, W>>(bench_rows),
            {{.name = "BoostedTrees, fit of 10 trees, 39 columns", .batch = bench_rows, .unit = "rows/s"},
             {.name = "BoostedTrees, predict by 10 trees, 39 columns", .batch = bench_rows, .unit = "rows/s"}},
            column_of<T, W>());
    });
}};

} // namespace linnet::bench
