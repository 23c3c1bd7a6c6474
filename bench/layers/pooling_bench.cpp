// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <linnet/layers/last.hpp>
#include <linnet/layers/max.hpp>
#include <linnet/layers/mean.hpp>
#include <linnet/layers/sqrt_n.hpp>
#include <linnet/layers/sum.hpp>

#include "support/naive_sequences.hpp"
#include "support/steps_case.hpp"

namespace {

using linnet::bench::SequenceSizes;

/// Each column of the first sequence, pooled by `pool(so_far, next)`, beginning with its first step.
template <class Data, class Pool>
std::vector<double> pooled(const Data& data, const Pool& pool) {
    std::vector<double> out;
    for (std::size_t c = 0; c < SequenceSizes::columns; ++c) {
        double so_far = data.in.view()(0, c);
        for (std::size_t t = 1; t < SequenceSizes::steps; ++t) {
            so_far = pool(so_far, static_cast<double>(data.in.view()(t, c)));
        }
        out.push_back(so_far);
    }
    return out;
}

double add_up(double so_far, double next) { return so_far + next; }

std::vector<double> divided(std::vector<double> sums, double divisor) {
    for (double& x : sums) {
        x /= divisor;
    }
    return sums;
}

} // namespace

namespace linnet::bench {

const Cases cases{[] {
    add_steps_layer<Sum>(pooling_workload("Sum"), [](const auto& data) { return pooled(data, add_up); });
    add_steps_layer<Mean>(pooling_workload("Mean"),
                          [](const auto& data) { return divided(pooled(data, add_up), SequenceSizes::steps); });
    add_steps_layer<SqrtN>(pooling_workload("SqrtN"), [](const auto& data) {
        return divided(pooled(data, add_up), std::sqrt(double{SequenceSizes::steps}));
    });
    add_steps_layer<SqrtN>(pooling_workload("SqrtN"), [](const auto& data) {
        std::vector<double> sum = pooled(data, add_up);
        for (double& x : sum) {
            x /= std::sqrt(static_cast<double>(SequenceSizes::steps));
        }
        return sum;
    });
    add_steps_layer<Max>(pooling_workload("Max"), [](const auto& data) {
        return pooled(data, [](double so_far, double next) { return std::max(so_far, next); });
    });
    add_steps_layer<Last>(pooling_workload("Last"),
                          [](const auto& data) { return pooled(data, [](double, double next) { return next; }); });
}};

} // namespace linnet::bench
