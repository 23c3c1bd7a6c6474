// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// How the cost of a training step grows: with the rows of the tables, with the batch, with the units of a layer, and
// how it falls with threads.
#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <linnet/core/categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/stride.hpp>
#include <linnet/core/thread_pool.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/input.hpp>
#include <linnet/layers/relu.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers/lazy_adam.hpp>
#include <linnet/train/trainer.hpp>

#include "support/case.hpp"
#include "support/copy_parameters.hpp"
#include "support/naive_mlp.hpp"
#include "support/random_batches.hpp"
#include "support/reference_network.hpp"
#include "support/step_case.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

/// Training steps of a network of one hidden layer.
template <std::size_t Units, class T, std::size_t W>
class LayerStepCase : public Case {
    static constexpr std::size_t inputs = 64;
    using Numbers = Numeric<"numbers", inputs>;
    using Network = Sequential<Input<Numbers>, Dense<Units>, ReLU, Dense<1>, Sigmoid>;
    using ModelType = Model<Network, T, W>;

public:
    static constexpr std::size_t units = Units;
    static constexpr std::size_t batch = 256;
    static constexpr double weights = (inputs + 1) * Units;

    explicit LayerStepCase(std::size_t threads = 1) : threads_{threads} {}

    void prepare(Check& check) override {
        NaiveMlp naive{{inputs, Units, 1}};
        copy_parameters(naive.values(), model_.emplace().parameters());
        trainer_.emplace(*model_, BinaryCrossEntropy{}, LazyAdam::pytorch(1e-3),
                         threads_ > 1 ? &pool_.emplace(threads_) : nullptr);
        batches_.emplace(batch, 64);
        for (int i = 0; i < 2; ++i) {
            std::vector<std::vector<double>> samples;
            std::vector<double> labels;
            for (std::size_t r = 0; r < batch; ++r) {
                const auto row = batches_->batch().template column<Numbers>().row_span(r);
                samples.emplace_back(row.begin(), row.end());
                labels.push_back(batches_->labels()(r, 0));
            }
            const double want = naive.step(samples, labels);
            check.number("the loss", step(), want, 1e-5);
        }
        // Two kernels and two biases, of padded rows; the optimizer keeps two numbers for each.
        const std::size_t numbers = (inputs + 1) * padded_stride<T>(Units) + Units + 1;
        check.number("the model's memory", static_cast<double>(memory().model),
                     static_cast<double>(numbers * sizeof(T)), 0);
        check.number("the optimizer's memory", static_cast<double>(memory().optimizer),
                     static_cast<double>(2 * numbers * sizeof(T)), 0);
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { step(); });
    }
    [[nodiscard]] Memory memory() const override { return {model_->parameters().bytes(), trainer_->optimizer_bytes()}; }

private:
    T step() {
        const T loss = trainer_->step(batches_->batch(), batches_->labels());
        batches_->advance();
        return loss;
    }

    std::size_t threads_;
    std::optional<ThreadPool> pool_;
    std::optional<ModelType> model_;
    std::optional<Trainer<ModelType, BinaryCrossEntropy, LazyAdam>> trainer_;
    std::optional<RandomBatches<T, typename ModelType::features>> batches_;
};

template <class T, std::size_t W>
void add_rows() {
    constexpr std::size_t columns = 16; // so that the largest takes 4 GB
    constexpr std::size_t batch = 256;
    constexpr std::size_t samples = std::size_t{1} << 20; // that look up more rows than the caches hold
    for (const std::size_t rows : {1'000UL, 10'000UL, 100'000UL, 1'000'000UL, 10'000'000UL}) {
        Workload workload = two_tables_workload("Growth with the rows of two tables of 16 columns, LazyAdam step", rows,
                                                columns, true, batch);
        workload.axis = "rows";
        workload.size = rows;
        add(std::make_unique<StepCase<TwoTables<dynamic, columns>, columns, LazyAdam, T, W>>(std::vector{batch},
                                                                                             samples, rows),
            {workload}, column_of<T, W>());
    }
}

template <class T, std::size_t W>
void add_batches() {
    const std::vector<std::size_t> batches{1, 4, 16, 64, 256, 1024, 4096, 8192};
    std::vector<Workload> workloads;
    for (const std::size_t batch : batches) {
        workloads.push_back(two_tables_workload("Growth with the batch, reference network, LazyAdam step",
                                                NaiveNetwork::rows, NaiveNetwork::columns, true, batch));
        workloads.back().axis = "batch";
    }
    constexpr std::size_t samples = 65536;
    add(std::make_unique<StepCase<Reference, NaiveNetwork::columns, LazyAdam, T, W>>(batches, samples,
                                                                                     NaiveNetwork::rows),
        workloads, column_of<T, W>());
}

template <class Made>
Workload layer_workload(const std::string& name) {
    constexpr auto units = static_cast<double>(Made::units);
    constexpr auto samples = static_cast<double>(Made::batch);
    // Forward and d_kernel; 12 per weight in Adam, which reads the gradient and three numbers and writes these.
    return {.name = name,
            .batch = Made::batch,
            .flops = Made::weights * (4 + 12 / samples),
            .elements = 2 * (64 + 2 * units) + 7 * Made::weights / samples,
            .footprint = 4 * Made::weights + samples * (64 + 2 * units)};
}

template <std::size_t Units, class T, std::size_t W>
void add_units() {
    using Made = LayerStepCase<Units, T, W>;
    Workload workload = layer_workload<Made>("Growth with the units of a Dense layer of 64 inputs, LazyAdam step");
    workload.axis = "units";
    workload.size = Units;
    add(std::make_unique<Made>(), {workload}, column_of<T, W>());
}

/// As many threads as the machine has processors, by doubling; two at least.
template <class T, std::size_t W>
void add_threads() {
    using Made = LayerStepCase<1024, T, W>;
    const std::size_t most = std::max(2U, std::thread::hardware_concurrency());
    for (std::size_t threads = 1; threads <= most; threads *= 2) {
        Workload workload = layer_workload<Made>("Growth with the threads, Dense layer 64 to 1024, LazyAdam step");
        workload.axis = "threads";
        workload.threads = threads;
        add(std::make_unique<Made>(threads), {workload}, column_of<T, W>());
    }
}

const Cases cases{[] {
    for_native_width([]<class T, std::size_t W>() {
        add_rows<T, W>();
        add_batches<T, W>();
        add_units<16, T, W>();
        add_units<32, T, W>();
        add_units<64, T, W>();
        add_units<128, T, W>();
        add_units<256, T, W>();
        add_units<512, T, W>();
        add_units<1024, T, W>();
        add_threads<T, W>();
    });
}};

} // namespace linnet::bench
