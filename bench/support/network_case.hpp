// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <linnet/core/executor.hpp>
#include <linnet/core/thread_pool.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/network/model.hpp>
#include <linnet/train/trainer.hpp>

#include "support/case.hpp"
#include "support/random_batches.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

/// The losses of the first steps, in double at width 1: what every width is checked against.
template <class Network, class O>
class FirstLosses {
public:
    static constexpr int steps = 3;

    explicit FirstLosses(const O& settings) : settings_{settings} {}

    void check(Check& check, const char* what, std::size_t batch, const auto& loss_of_step) const {
        Model<Network, double, 1> model{5};
        Trainer trainer{model, BinaryCrossEntropy{}, settings_};
        RandomBatches<double, typename Network::features> batches{batch, steps};
        for (int i = 0; i < steps; ++i) {
            check.number(what, loss_of_step(), trainer.step(batches.batch(), batches.labels()), 1e-6);
            batches.advance();
        }
    }

private:
    O settings_;
};

/// What is timed of a network.
struct NetworkRun {
    std::size_t batch;
    bool training;               ///< else prediction
    std::size_t samples = 32768; ///< in all batches together, which are handed out in turn
    std::size_t threads = 1;
};

/// The runs, and those of them that are worth it with two threads once more.
[[nodiscard]] inline std::vector<NetworkRun> with_threads(std::vector<NetworkRun> runs) {
    const std::size_t count = runs.size();
    for (std::size_t i = 0; i < count; ++i) {
        if (runs[i].batch >= 128) {
            runs.push_back(runs[i]);
            runs.back().threads = 2;
        }
    }
    return runs;
}

/// Batches of that many samples; at least 4.
[[nodiscard]] inline std::size_t batches_of(const NetworkRun& run) {
    return std::max<std::size_t>(4, run.samples / run.batch);
}

/// Training steps and predictions of a network with its model in common. `Small` is the network with small tables,
/// which is checked first.
template <class Network, class Small, class O, class T, std::size_t W>
class NetworkCase : public Case {
    template <class N>
    using Batches = RandomBatches<T, typename N::features>;

public:
    NetworkCase(const O& settings, std::vector<NetworkRun> runs) : settings_{settings}, runs_{std::move(runs)} {}

    void prepare(Check& check) override {
        check_small(check, "the loss", nullptr);
        trainer_.emplace(model_.emplace(5), BinaryCrossEntropy{}, settings_);
        if (std::any_of(runs_.begin(), runs_.end(), [](const NetworkRun& run) { return run.threads > 1; })) {
            check_small(check, "the loss with two threads", &two_.emplace(2));
            trainer_of_two_.emplace(*model_, BinaryCrossEntropy{}, settings_, &*two_);
        }
        for (const NetworkRun& run : runs_) {
            batches_.push_back(std::make_unique<Batches<Network>>(run.batch, batches_of(run)));
        }
    }
    void time(Calls& calls, std::size_t workload) override {
        Batches<Network>& batches = *batches_[workload];
        const bool threads = runs_[workload].threads > 1;
        run(calls, [&] {
            batches.advance();
            if (runs_[workload].training) {
                (threads ? trainer_of_two_ : trainer_)->step(batches.batch(), batches.labels());
            } else {
                Executor* const executor = threads ? &*two_ : nullptr;
                benchmark::DoNotOptimize(model_->predict(batches.batch(), workspace_, executor).data);
            }
        });
    }
    [[nodiscard]] Memory memory() const override { return {model_->parameters().bytes(), trainer_->optimizer_bytes()}; }

private:
    void check_small(Check& check, const char* what, Executor* executor) const {
        using First = FirstLosses<Small, O>;
        Model<Small, T, W> small{5};
        Trainer trainer{small, BinaryCrossEntropy{}, settings_, executor};
        Batches<Small> batches{64, First::steps};
        First{settings_}.check(check, what, 64, [&] {
            const T loss = trainer.step(batches.batch(), batches.labels());
            batches.advance();
            return static_cast<double>(loss);
        });
    }

    O settings_;
    std::vector<NetworkRun> runs_;
    std::optional<Model<Network, T, W>> model_;
    std::optional<ThreadPool> two_;
    std::optional<Trainer<Model<Network, T, W>, BinaryCrossEntropy, O>> trainer_, trainer_of_two_;
    typename Model<Network, T, W>::Workspace workspace_;
    std::vector<std::unique_ptr<Batches<Network>>> batches_;
};

/// `flops` are those of a prediction; training asks for three times as many.
inline std::vector<Workload> network_workloads(const std::string& name, double flops,
                                               const std::vector<NetworkRun>& runs) {
    std::vector<Workload> workloads;
    for (const NetworkRun& run : runs) {
        workloads.push_back({.name = name + (run.training ? ", training step" : ", prediction"),
                             .batch = run.batch,
                             .flops = run.training ? 3 * flops : flops,
                             .threads = run.threads});
    }
    return workloads;
}

/// Benchmarks of a network in float, from scalar code to 16 lanes; at the native width with two threads, too.
template <class Network, class Small, class O>
void add_network(const std::string& name, const O& settings, double flops, const std::vector<NetworkRun>& runs) {
    for_each_float_width([&]<class T, std::size_t W>() {
        const std::vector<NetworkRun> all = W == native_width<T> ? with_threads(runs) : runs;
        add(std::make_unique<NetworkCase<Network, Small, O, T, W>>(settings, all), network_workloads(name, flops, all),
            column_of<T, W>());
    });
}

} // namespace linnet::bench
