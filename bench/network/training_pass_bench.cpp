// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include <linnet/core/categorical.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/sample_norms.hpp>
#include <linnet/layers.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/network/model.hpp>
#include <linnet/network/training_pass.hpp>

#include "support/case.hpp"
#include "support/random_batches.hpp"
#include "support/widths.hpp"

// The gradient of a batch by a TrainingPass, as it is, or with the gradient of each sample clipped to a norm, which
// takes the norms and then a second pass backward.
namespace linnet::bench {

namespace {

using User = Categorical<"user", 6040>;
using Item = Categorical<"item", 3706>;
using Network =
    Sequential<Concat<Embedding<User, 32>, Embedding<Item, 32>>, Dense<64>, ReLU, Dense<32>, ReLU, Dense<1>, Sigmoid>;
constexpr double limit = 1e-3;

template <class T, std::size_t W>
class Passes {
    using ModelType = Model<Network, T, W>;

public:
    explicit Passes(std::size_t batch)
        : batches_{batch, std::size_t{32768} / batch}, losses_(batch), slopes_(batch, 1), norms_{model_.parameters()} {}

    /// Returns a number that depends on all gradients.
    T run(bool clipped) {
        batches_.advance();
        const auto& batch = batches_.batch();
        gradients_.clear();
        pass_.forward(batch, Step{1});
        pass_.sample_losses(Targets<T>{batches_.labels()}, losses_, slopes_.view());
        if (clipped) {
            norms_.clear(batch.rows);
            pass_.add_sample_norms(slopes_.view(), norms_);
        }
        for (std::size_t b = 0; b < batch.rows; ++b) {
            T factor{1};
            if (clipped) {
                factor = std::min(T{1}, static_cast<T>(limit) / static_cast<T>(std::sqrt(norms_.square(b))));
            }
            slopes_.view()(b, 0) *= factor / static_cast<T>(batch.rows);
        }
        pass_.backward(slopes_.view(), gradients_);
        return gradients_[2].dense.view()(0, 0);
    }

private:
    RandomBatches<T, typename Network::features> batches_;
    ModelType model_{5};
    typename ModelType::Workspace workspace_;
    TrainingPass<ModelType, BinaryCrossEntropy> pass_{model_, BinaryCrossEntropy{}, workspace_};
    Gradients<T> gradients_{model_.parameters()};
    std::vector<T> losses_;
    Matrix<T> slopes_;
    SampleNorms<T> norms_;
};

template <class T, std::size_t W>
class PassCase : public Case {
public:
    explicit PassCase(std::vector<std::size_t> sizes) : sizes_{std::move(sizes)} {}

    void prepare(Check& check) override {
        for (const bool clipped : {false, true}) {
            Passes<double, 1> want{64};
            Passes<T, W> got{64};
            check.number("a gradient", static_cast<double>(got.run(clipped)), want.run(clipped), 1e-6);
        }
        for (const std::size_t size : sizes_) {
            passes_.push_back(std::make_unique<Passes<T, W>>(size));
        }
    }
    void time(Calls& calls, std::size_t workload) override {
        const bool clipped = workload % 2 == 1;
        run(calls, [&] { benchmark::DoNotOptimize(passes_[workload / 2]->run(clipped)); });
    }

private:
    std::vector<std::size_t> sizes_;
    std::vector<std::unique_ptr<Passes<T, W>>> passes_;
};

} // namespace

const Cases cases{[] {
    const std::vector<std::size_t> sizes{32, 256, 2048};
    constexpr double forward = 2.0 * (64 * 64 + 64 * 32 + 32);
    std::vector<Workload> workloads;
    for (const std::size_t size : sizes) {
        workloads.push_back({.name = "gradient of a batch", .batch = size, .flops = 3 * forward});
        workloads.push_back({.name = "gradient of a batch, each sample clipped", .batch = size, .flops = 4 * forward});
    }
    for_each_float_width(
        [&]<class T, std::size_t W>() { add(std::make_unique<PassCase<T, W>>(sizes), workloads, column_of<T, W>()); });
}};

} // namespace linnet::bench
