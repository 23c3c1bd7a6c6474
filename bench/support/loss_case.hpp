// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <linnet/core/loss.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/random.hpp>

#include "support/case.hpp"
#include "support/random_batches.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

/// The loss of a prediction and a label, and its derivative, as a naive twin.
struct NaiveLoss {
    double (*value)(double prediction, double label);
    double (*slope)(double prediction, double label);
};

/// A loss of random predictions and labels 0 and 1, without weights.
template <Loss L, class T, std::size_t W>
class LossCase : public Case {
public:
    LossCase(std::size_t batch, const NaiveLoss& naive)
        : naive_{naive}, predictions_(batch, 1), labels_(batch, 1), gradient_(batch, 1), scratch_(batch) {
        fill_random(predictions_.view(), Random{17, 0});
        for (std::size_t i = 0; i < batch; ++i) {
            labels_.view()(i, 0) = static_cast<T>(Random{17, 1}.below(2, i));
        }
    }

    void prepare(Check& check) override {
        evaluate();
        const auto count = static_cast<double>(scratch_.size());
        double total = 0;
        for (std::size_t i = 0; i < scratch_.size(); ++i) {
            const double p = predictions_.view()(i, 0);
            const double y = labels_.view()(i, 0);
            total += naive_.value(p, y);
            check.number("the gradient", gradient_.view()(i, 0) * count, naive_.slope(p, y), 1e-6);
        }
        check.number("the loss", mean_, total / count, 1e-6);
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { evaluate(); });
    }

private:
    void evaluate() {
        mean_ = loss_.template value_and_gradient<T, W>(predictions_.view(), {labels_.view()}, gradient_.view(),
                                                        scratch_.data());
    }

    L loss_;
    NaiveLoss naive_;
    Matrix<T> predictions_;
    Matrix<T> labels_;
    Matrix<T> gradient_;
    std::vector<T> scratch_;
    T mean_ = 0;
};

/// Benchmarks of a loss at every width: value and gradient together.
template <Loss L>
void add_loss(const std::string& name, double flops, const NaiveLoss& naive) {
    constexpr std::size_t batch = 2048;
    // In: predictions and labels; out: gradients, and losses, which are read again.
    const Workload workload{
        .name = name + ", value and gradient", .batch = batch, .flops = flops, .elements = 5, .footprint = 4.0 * batch};
    for_each_width([&]<class T, std::size_t W>() {
        add(std::make_unique<LossCase<L, T, W>>(batch, naive), {workload}, column_of<T, W>());
    });
}

} // namespace linnet::bench
