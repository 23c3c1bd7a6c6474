// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <linnet/core/gradients.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/random.hpp>

#include "support/case.hpp"
#include "support/random_batches.hpp"
#include "support/row_gradient.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

/// A parameter block with a random gradient: of every element, or, for a table, of `lookups` rows, others in each step
/// by turns, so that every row is looked up now and then.
template <class T>
struct BlockData {
    ParameterBlock<T> block;
    Matrix<T> start;
    Matrix<T> contributions;
    std::vector<GradientBlock<T>> gradients{}; ///< of the steps, by turns

    BlockData(std::size_t rows, std::size_t columns, std::size_t lookups)
        : block{"block", lookups == 0 ? BlockKind::dense : BlockKind::rows, Matrix<T>(rows, columns)},
          contributions(lookups == 0 ? rows : lookups, columns) {
        fill_random(block.values.view(), Random{13, 0});
        fill_random(contributions.view(), Random{13, 1});
        start = block.values;
        if (lookups == 0) {
            gradients.push_back({contributions, {}});
            return;
        }
        for (std::uint64_t turn = 0; turn < 32; ++turn) {
            RowGradients<T>& gradient = gradients.emplace_back(GradientBlock<T>{{}, RowGradients<T>(rows)}).rows;
            for (std::size_t i = 0; i < lookups; ++i) {
                const auto row = static_cast<row_id>(Random{13, 2 + turn}.below(rows, i));
                gradient.add(row, contributions.view().row(i));
            }
        }
    }

    /// Of a step, from 0 on.
    [[nodiscard]] const GradientBlock<T>& gradient(std::uint64_t step) const {
        return gradients[step % gradients.size()];
    }
    [[nodiscard]] bool touched(std::uint64_t step, std::size_t row) const {
        return block.kind == BlockKind::dense || gradient(step).rows.group_of(row) != RowGradients<T>::none;
    }
    [[nodiscard]] double gradient_at(std::uint64_t step, std::size_t row, std::size_t column) const {
        return block.kind == BlockKind::dense ? static_cast<double>(gradient(step).dense.view()(row, column))
                                              : row_gradient(gradient(step).rows, row, column);
    }
    [[nodiscard]] double mean_square(std::uint64_t step, std::size_t row) const {
        double total = 0;
        for (std::size_t c = 0; c < block.values.columns(); ++c) {
            total += gradient_at(step, row, c) * gradient_at(step, row, c);
        }
        return total / static_cast<double>(block.values.columns());
    }
};

/// An optimizer's settings, and its naive twin: value, gradient and up to two numbers of state, which start from
/// `start` and 0.
struct NaiveRule {
    /// `mean_square` is that of the gradient over the row.
    using Step = void (*)(double& w, double g, double& s, double& t, int step, double mean_square);

    double start;
    Step step;
    bool touched_only;   ///< rows of a table that the batch did not look up stand still
    double flops;        ///< per element; divisions and roots count as one
    double slots;        ///< numbers of state per element
    bool decays = false; ///< the state of rows that stand still goes on
};

/// One optimizer on one block.
template <Optimizer O, class T, std::size_t W>
class OptimizerCase : public Case {
public:
    OptimizerCase(const O& settings, const NaiveRule& rule, std::size_t rows, std::size_t columns, std::size_t lookups)
        : settings_{settings}, rule_{rule}, data_{rows, columns, lookups} {}

    void prepare(Check& check) override {
        state_.emplace(settings_, data_.block);
        constexpr std::uint64_t checked = 3;
        while (steps_ < checked) {
            step();
        }
        std::size_t row = data_.block.values.rows();
        double mean_square[checked]{};
        check.matrix("the updated value", data_.block.values.view(), [&](std::size_t r, std::size_t c) {
            double w = data_.start.view()(r, c);
            double s = rule_.start;
            double t = 0;
            if (r != row) {
                row = r;
                for (std::uint64_t i = 0; i < checked; ++i) {
                    mean_square[i] = data_.mean_square(i, r);
                }
            }
            for (std::uint64_t i = 0; i < checked; ++i) {
                if (!rule_.touched_only || rule_.decays || data_.touched(i, r)) {
                    rule_.step(w, data_.gradient_at(i, r, c), s, t, static_cast<int>(i) + 1, mean_square[i]);
                }
            }
            return w;
        });
        while (steps_ < data_.gradients.size()) {
            step(); // until all rows have been looked up
        }
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { step(); });
    }

private:
    void step() {
        const GradientBlock<T>& gradient = data_.gradient(steps_);
        state_->update(settings_, data_.block, gradient, ++steps_);
    }

    O settings_;
    NaiveRule rule_;
    BlockData<T> data_;
    std::optional<typename O::template State<T, W>> state_;
    std::uint64_t steps_ = 0;
};

/// Benchmarks of an optimizer at every width on a table of 1000 x 100 of which a batch of 256 looked rows up.
template <Optimizer O>
void add_table_optimizer(const std::string& name, const O& settings, const NaiveRule& rule) {
    constexpr std::size_t lookups = 256;
    constexpr double table = 1000 * 100;
    const double visited = rule.touched_only ? 1 - std::pow(1 - 1.0 / 1000, lookups) : 1; // share of the table
    const Workload workload{.name = name + ", table of 1000 x 100",
                            .batch = lookups,
                            .flops = visited * table / lookups * rule.flops,
                            .elements = visited * table / lookups * (2 + 2 * rule.slots) + 100,
                            .footprint = table * (1 + rule.slots) + lookups * 100};
    for_each_width([&]<class T, std::size_t W>() {
        add(std::make_unique<OptimizerCase<O, T, W>>(settings, rule, 1000, 100, lookups), {workload},
            column_of<T, W>());
    });
}

/// The same, and on a dense block of 512 x 64.
template <Optimizer O>
void add_optimizer(const std::string& name, const O& settings, const NaiveRule& rule) {
    constexpr double block = 512 * 64;
    const Workload workload{.name = name + ", dense block of 512 x 64",
                            .unit = "steps/s",
                            .flops = block * rule.flops,
                            .elements = block * (3 + 2 * rule.slots),
                            .footprint = block * (2 + rule.slots)};
    for_each_width([&]<class T, std::size_t W>() {
        add(std::make_unique<OptimizerCase<O, T, W>>(settings, rule, 512, 64, 0), {workload}, column_of<T, W>());
    });
    add_table_optimizer(name, settings, rule);
}

} // namespace linnet::bench
