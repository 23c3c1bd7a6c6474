// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <linnet/core/feature.hpp>
#include <linnet/core/random.hpp>

#include "support/case.hpp"

namespace linnet::bench {

/// The reference network, two tables and one dense unit with a sigmoid over their rows side by side, in plain double
/// loops: what its fast versions, ours and the peers', are checked with, and where all of them start from.
class NaiveNetwork {
public:
    static constexpr std::size_t rows = 1000;
    static constexpr std::size_t columns = 100;
    static constexpr std::size_t kernel = 2 * rows * columns; ///< where the unit's weights start; the bias follows
    static constexpr std::size_t count = kernel + 2 * columns + 1;

    NaiveNetwork() : values_(count), first_(count), second_(count) {
        for (std::size_t i = 0; i < count; ++i) {
            values_[i] = static_cast<float>(0.1 * Random{19, 0}.uniform(i) - 0.05);
        }
    }

    /// The users' table, the items' table, the unit's weights and its bias.
    [[nodiscard]] const std::vector<double>& values() const { return values_; }

    [[nodiscard]] double predict(std::size_t user, std::size_t item) const {
        return 1 / (1 + std::exp(-logit(user, item)));
    }

    /// One step on the mean binary cross-entropy; returns the loss before it. `lazy` is PyTorch's SparseAdam (of the
    /// tables only the batch's rows; epsilon beside the uncorrected moment), else its Adam.
    double step(std::span<const row_id> users, std::span<const row_id> items, const std::vector<double>& labels,
                bool lazy) {
        std::vector<double> gradient(count);
        std::vector<bool> touched(2 * rows, !lazy);
        double loss = 0;
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const double z = logit(users[i], items[i]);
            loss += std::log1p(std::exp(z)) - z * labels[i];
            const double d_z = (1 / (1 + std::exp(-z)) - labels[i]) / static_cast<double>(labels.size());
            for (std::size_t c = 0; c < 2 * columns; ++c) {
                const std::size_t at = element(users[i], items[i], c);
                gradient[at] += d_z * values_[kernel + c];
                gradient[kernel + c] += d_z * values_[at];
                touched[at / columns] = true;
            }
            gradient[count - 1] += d_z;
        }
        ++steps_;
        for (std::size_t i = 0; i < count; ++i) {
            if (i >= kernel || touched[i / columns]) {
                adam(i, gradient[i], lazy);
            }
        }
        return loss / static_cast<double>(labels.size());
    }

private:
    /// Input c of the unit.
    static std::size_t element(std::size_t user, std::size_t item, std::size_t c) {
        return c < columns ? user * columns + c : (rows + item) * columns + c - columns;
    }
    [[nodiscard]] double logit(std::size_t user, std::size_t item) const {
        double z = values_[count - 1];
        for (std::size_t c = 0; c < 2 * columns; ++c) {
            z += values_[kernel + c] * values_[element(user, item, c)];
        }
        return z;
    }
    void adam(std::size_t i, double g, bool uncorrected) {
        first_[i] = 0.9 * first_[i] + 0.1 * g;
        second_[i] = 0.999 * second_[i] + 0.001 * g * g;
        const double root = std::sqrt(1 - std::pow(0.999, steps_));
        const double epsilon = uncorrected ? 1e-8 : 1e-8 * root;
        values_[i] -= 1e-3 * root / (1 - std::pow(0.9, steps_)) * first_[i] / (std::sqrt(second_[i]) + epsilon);
    }

    std::vector<double> values_;
    std::vector<double> first_;
    std::vector<double> second_;
    int steps_ = 0;
};

/// A training step of the reference network, on `batch` samples.
inline Workload training_workload(bool lazy, std::size_t batch) {
    constexpr double table = 2 * NaiveNetwork::rows * NaiveNetwork::columns;
    constexpr double inputs = 2 * NaiveNetwork::columns;
    const auto samples = static_cast<double>(batch);
    const double visited = lazy ? 1 - std::pow(1 - 1.0 / NaiveNetwork::rows, samples) : 1; // share of the tables
    return {.name = lazy ? "Reference network, training step, LazyAdam" : "Reference network, training step, Adam",
            .batch = batch,
            // Twice the inner product, d_kernel and d_in; then Adam per visited element.
            .flops = 5 * inputs + 12 * visited * table / samples,
            // Rows into the activation, which forward and d_kernel read; d_in, written and read by Adam; and three
            // numbers per visited element, read and written.
            .elements = 6 * inputs + 6 * visited * table / samples,
            .footprint = 3 * table};
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
