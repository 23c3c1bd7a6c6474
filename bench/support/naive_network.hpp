// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <linnet/core/feature.hpp>
#include <linnet/core/random.hpp>

#include "support/case.hpp"
#include "support/naive_adam.hpp"

namespace linnet::bench {

/// The reference network, two tables and one dense unit with a sigmoid over their rows side by side, in plain double
/// loops: what its fast versions, ours and the peers', are checked with, and where all of them start from.
class NaiveNetwork {
public:
    static constexpr std::size_t rows = 1000;
    static constexpr std::size_t columns = 100;

    explicit NaiveNetwork(std::size_t table_rows = rows, std::size_t table_columns = columns)
        : rows_{table_rows}, columns_{table_columns}, kernel_{2 * rows_ * columns_},
          values_(kernel_ + 2 * columns_ + 1), adam_(values_.size()) {
        for (std::size_t i = 0; i < values_.size(); ++i) {
            values_[i] = static_cast<float>(0.1 * Random{19, 0}.uniform(i) - 0.05);
        }
    }

    /// The users' table, the items' table, the unit's weights and its bias.
    [[nodiscard]] const std::vector<double>& values() const { return values_; }
    [[nodiscard]] std::vector<double>& values() { return values_; }

    [[nodiscard]] double predict(std::size_t user, std::size_t item) const {
        return 1 / (1 + std::exp(-logit(user, item)));
    }

    /// One step on the mean binary cross-entropy; returns the loss before it. `lazy` is PyTorch's SparseAdam (of the
    /// tables only the batch's rows; epsilon beside the uncorrected moment), else its Adam.
    double step(std::span<const row_id> users, std::span<const row_id> items, const std::vector<double>& labels,
                bool lazy) {
        std::vector<double> gradient(values_.size());
        std::vector<bool> touched(2 * rows_, !lazy);
        double loss = 0;
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const double z = logit(users[i], items[i]);
            loss += std::log1p(std::exp(z)) - z * labels[i];
            const double d_z = (1 / (1 + std::exp(-z)) - labels[i]) / static_cast<double>(labels.size());
            for (std::size_t c = 0; c < 2 * columns_; ++c) {
                const std::size_t at = element(users[i], items[i], c);
                gradient[at] += d_z * values_[kernel_ + c];
                gradient[kernel_ + c] += d_z * values_[at];
                touched[at / columns_] = true;
            }
            gradient.back() += d_z;
        }
        adam_.next_step();
        for (std::size_t i = 0; i < values_.size(); ++i) {
            if (i >= kernel_ || touched[i / columns_]) {
                adam_.update(values_, i, gradient[i], lazy);
            }
        }
        return loss / static_cast<double>(labels.size());
    }

private:
    /// Input c of the unit.
    [[nodiscard]] std::size_t element(std::size_t user, std::size_t item, std::size_t c) const {
        return c < columns_ ? user * columns_ + c : (rows_ + item) * columns_ + c - columns_;
    }
    [[nodiscard]] double logit(std::size_t user, std::size_t item) const {
        double z = values_.back();
        for (std::size_t c = 0; c < 2 * columns_; ++c) {
            z += values_[kernel_ + c] * values_[element(user, item, c)];
        }
        return z;
    }

    std::size_t rows_;
    std::size_t columns_;
    std::size_t kernel_; ///< where the unit's weights start; the bias follows
    std::vector<double> values_;
    NaiveAdam adam_;
};

/// A training step of two tables and one unit, on `batch` samples.
inline Workload two_tables_workload(const std::string& name, std::size_t rows, std::size_t columns, bool lazy,
                                    std::size_t batch) {
    const auto table = static_cast<double>(2 * rows * columns);
    const auto inputs = static_cast<double>(2 * columns);
    const auto samples = static_cast<double>(batch);
    // The share of the tables that is visited.
    const double visited = lazy ? 1 - std::pow(1 - 1 / static_cast<double>(rows), samples) : 1;
    return {.name = name,
            .batch = batch,
            // Twice the inner product, d_kernel and d_in; then Adam per visited element.
            .flops = 5 * inputs + 12 * visited * table / samples,
            // Rows into the activation, which forward and d_kernel read; d_in, written and read by Adam; and three
            // numbers per visited element, read and written.
            .elements = 6 * inputs + 6 * visited * table / samples,
            .footprint = 3 * table};
}

/// A training step of the reference network, on `batch` samples.
inline Workload training_workload(bool lazy, std::size_t batch) {
    return two_tables_workload(lazy ? "Reference network, training step, LazyAdam"
                                    : "Reference network, training step, Adam",
                               NaiveNetwork::rows, NaiveNetwork::columns, lazy, batch);
}

/// A prediction of the reference network, for `batch` samples.
inline Workload prediction_workload(std::size_t batch) {
    constexpr double inputs = 2 * NaiveNetwork::columns;
    return {.name = "Reference network, prediction",
            .batch = batch,
            .flops = 2 * inputs,
            .elements = 3 * inputs,
            .footprint = 2 * NaiveNetwork::rows * NaiveNetwork::columns};
}

} // namespace linnet::bench
