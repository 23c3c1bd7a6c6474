// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <memory>
#include <vector>

#include <linnet/core/matrix.hpp>
#include <linnet/core/random.hpp>
#include <linnet/losses/kl_divergence.hpp>

#include "support/case.hpp"
#include "support/check.hpp"
#include "support/random_batches.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

namespace {

constexpr std::size_t batch = 256;
constexpr std::size_t columns = 200; // of the normal distribution

template <class T, std::size_t W>
class KlCase : public Case {
public:
    KlCase() : in_(batch, 2 * columns), gradient_(batch, 2 * columns), scratch_(batch) {
        fill_random(in_.view(), Random{17, 0});
    }

    void prepare(Check& check) override {
        evaluate();
        double total = 0;
        for (std::size_t r = 0; r < batch; ++r) {
            for (std::size_t c = 0; c < columns; ++c) {
                const double m = in_.view()(r, c);
                const double v = in_.view()(r, columns + c);
                total += (std::exp(v) + m * m - 1 - v) / 2;
                check.number("the gradient", gradient_.view()(r, c) * batch, m, 1e-6);
                check.number("the gradient", gradient_.view()(r, columns + c) * batch, (std::exp(v) - 1) / 2, 1e-6);
            }
        }
        check.number("the loss", mean_, total / batch, 1e-5);
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { evaluate(); });
    }

private:
    void evaluate() {
        const Targets<T> none{ConstMatrixView<T>{nullptr, batch, 0, 0}};
        mean_ = KlDivergence{}.template value_and_gradient<T, W>(in_.view(), none, gradient_.view(), scratch_.data());
    }

    Matrix<T> in_;
    Matrix<T> gradient_;
    std::vector<T> scratch_;
    T mean_ = 0;
};

} // namespace

const Cases cases{[] {
    // In: means and logarithms of variances, of which the means are read twice; out: gradients, and the terms.
    const Workload workload{.name = "KlDivergence of 200 columns, value and gradient",
                            .batch = batch,
                            .flops = 9 * columns,
                            .elements = 7 * columns,
                            .footprint = 4.0 * batch * columns};
    for_each_width(
        [&]<class T, std::size_t W>() { add(std::make_unique<KlCase<T, W>>(), {workload}, column_of<T, W>()); });
}};

} // namespace linnet::bench
