// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace linnet::bench {

/// Adam in plain double, as PyTorch has it: learning rate 1e-3, betas 0.9 and 0.999, epsilon 1e-8 beside the corrected
/// moment, or, as in its SparseAdam, beside the uncorrected one.
class NaiveAdam {
public:
    explicit NaiveAdam(std::size_t count) : first_(count), second_(count) {}

    void next_step() { ++steps_; }
    void update(std::vector<double>& values, std::size_t i, double g, bool uncorrected) {
        first_[i] = 0.9 * first_[i] + 0.1 * g;
        second_[i] = 0.999 * second_[i] + 0.001 * g * g;
        const double root = std::sqrt(1 - std::pow(0.999, steps_));
        const double epsilon = uncorrected ? 1e-8 : 1e-8 * root;
        values[i] -= 1e-3 * root / (1 - std::pow(0.9, steps_)) * first_[i] / (std::sqrt(second_[i]) + epsilon);
    }

private:
    std::vector<double> first_;
    std::vector<double> second_;
    int steps_ = 0;
};

} // namespace linnet::bench
