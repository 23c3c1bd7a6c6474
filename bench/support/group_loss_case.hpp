// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <linnet/core/loss.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/random.hpp>

#include "support/case.hpp"
#include "support/random_batches.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

/// The loss of a group of scores, that of the positive first, as a naive twin. It writes the slopes.
using NaiveGroupLoss = double (*)(const std::vector<double>& scores, std::vector<double>& slopes);

/// A loss of random scores in groups of a positive and 8 negatives, without weights. `per_pair`: it is the mean over
/// pairs, and the twin gives the sum of a group; otherwise the mean over groups.
template <Loss L, class T, std::size_t W>
class GroupLossCase : public Case {
public:
    static constexpr std::size_t groups = 256;
    static constexpr std::size_t rows = 9;

    GroupLossCase(NaiveGroupLoss naive, bool per_pair)
        : naive_{naive}, count_{per_pair ? groups * (rows - 1) : groups}, scores_(groups * rows, 1),
          labels_(groups * rows, 1), gradient_(groups * rows, 1), scratch_(groups * rows) {
        fill_random(scores_.view(), Random{17, 0});
        for (std::size_t group = 0; group < groups; ++group) {
            labels_.view()(group * rows, 0) = T{1};
        }
    }

    void prepare(Check& check) override {
        evaluate();
        double total = 0;
        for (std::size_t group = 0; group < groups; ++group) {
            std::vector<double> scores(rows);
            std::vector<double> slopes(rows);
            for (std::size_t r = 0; r < rows; ++r) {
                scores[r] = scores_.view()(group * rows + r, 0);
            }
            total += naive_(scores, slopes);
            for (std::size_t r = 0; r < rows; ++r) {
                check.number("the gradient", gradient_.view()(group * rows + r, 0) * static_cast<double>(count_),
                             slopes[r], 1e-5);
            }
        }
        check.number("the loss", mean_, total / static_cast<double>(count_), 1e-6);
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { evaluate(); });
    }

private:
    void evaluate() {
        mean_ = loss_.template value_and_gradient<T, W>(scores_.view(), {labels_.view()}, gradient_.view(),
                                                        scratch_.data());
    }

    L loss_;
    NaiveGroupLoss naive_;
    std::size_t count_;
    Matrix<T> scores_;
    Matrix<T> labels_;
    Matrix<T> gradient_;
    std::vector<T> scratch_;
    T mean_ = 0;
};

/// Benchmarks of a loss of groups at every width: value and gradient together.
template <Loss L>
void add_group_loss(const std::string& name, NaiveGroupLoss naive, bool per_pair) {
    for_each_width([&]<class T, std::size_t W>() {
        using OfWidth = GroupLossCase<L, T, W>;
        const std::size_t batch = OfWidth::groups * OfWidth::rows;
        const Workload workload{.name = name + ", value and gradient",
                                .batch = batch,
                                .elements = 4,
                                .footprint = 4.0 * static_cast<double>(batch)};
        add(std::make_unique<OfWidth>(naive, per_pair), {workload}, column_of<T, W>());
    });
}

} // namespace linnet::bench
