// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <linnet/core/categorical.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/random.hpp>
#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers/adam.hpp>
#include <linnet/train/trainer.hpp>

#include "support/case.hpp"
#include "support/random_batches.hpp"
#include "support/widths.hpp"

// Two heads over four shared experts, each with a gate of its own.
// Source: Ma et al., "Modeling task relationships in multi-task learning with multi-gate mixture-of-experts", KDD 2018.
namespace linnet::bench {

namespace {

using User = Categorical<"user", 6040>;
using Item = Categorical<"item", 3706>;
using Gate = Sequential<Dense<4>, Softmax>;
using Expert = Sequential<Dense<64>, ReLU>;
using Network =
    Sequential<Concat<Embedding<User, 32>, Embedding<Item, 32>>,
               Mixture<Gates<Gate, Gate>, Expert, Expert, Expert, Expert>,
               Outputs<Sequential<Dense<32>, ReLU, Dense<1>, Sigmoid>, Sequential<Dense<32>, ReLU, Dense<1>>>>;
using TwoLosses = Losses<BinaryCrossEntropy, MeanSquaredError>;

/// A model, what trains it, and batches whose two columns of labels are those of one.
template <class T, std::size_t W>
class Training {
public:
    explicit Training(std::size_t batch) : batches_{batch, std::size_t{32768} / batch}, labels_(batch, 2) {
        for (std::size_t r = 0; r < batch; ++r) {
            labels_.view()(r, 0) = static_cast<T>(r % 2);
            labels_.view()(r, 1) = static_cast<T>(Random{7, 1}.uniform(r));
        }
    }
    T step() {
        batches_.advance();
        return trainer_.step(batches_.batch(), Targets<T>{labels_.view()});
    }

private:
    RandomBatches<T, typename Network::features> batches_;
    Matrix<T> labels_;
    Model<Network, T, W> model_{5};
    Trainer<Model<Network, T, W>, TwoLosses, Adam> trainer_{model_, TwoLosses{.weights = {1.0, 0.5}},
                                                            Adam::pytorch(1e-3)};
};

template <class T, std::size_t W>
class TwoHeadsCase : public Case {
public:
    explicit TwoHeadsCase(std::vector<std::size_t> sizes) : sizes_{std::move(sizes)} {}

    void prepare(Check& check) override {
        Training<double, 1> want{64};
        Training<T, W> got{64};
        for (int i = 0; i < 3; ++i) {
            check.number("the loss", static_cast<double>(got.step()), want.step(), 1e-5);
        }
        for (const std::size_t size : sizes_) {
            trainings_.push_back(std::make_unique<Training<T, W>>(size));
        }
    }
    void time(Calls& calls, std::size_t workload) override {
        run(calls, [&] { benchmark::DoNotOptimize(trainings_[workload]->step()); });
    }

private:
    std::vector<std::size_t> sizes_;
    std::vector<std::unique_ptr<Training<T, W>>> trainings_;
};

} // namespace

const Cases cases{[] {
    constexpr double gates = 2 * 64 * 4;
    constexpr double experts = 4 * 64 * 64;
    constexpr double mixing = 2 * 4 * 64;
    constexpr double heads = 2 * (64 * 32 + 32);
    constexpr double flops = 3 * 2 * (gates + experts + mixing + heads); // a training step is three forward passes
    const std::vector<std::size_t> sizes{32, 256, 2048};
    std::vector<Workload> workloads;
    for (const std::size_t size : sizes) {
        workloads.push_back({.name = "two heads over four experts, training step", .batch = size, .flops = flops});
    }
    for_each_float_width([&]<class T, std::size_t W>() {
        add(std::make_unique<TwoHeadsCase<T, W>>(sizes), workloads, column_of<T, W>());
    });
}};

} // namespace linnet::bench
