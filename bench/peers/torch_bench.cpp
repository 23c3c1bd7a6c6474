// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// peers: torch
// ours: train/step_bench.cpp network/predict_bench.cpp

// The reference network in libtorch, on one thread, as its users would write it for speed.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <dlfcn.h>

#include <torch/torch.h>

#include "peers/torch_sparse_adam.hpp"
#include "support/case.hpp"
#include "support/fair_settings.hpp"
#include "support/naive_network.hpp"

namespace linnet::bench {

namespace {

/// The library that libtorch's matrix products are in: its speed depends on it.
std::string blas_library() {
    Dl_info info{};
    void* const product = dlsym(RTLD_DEFAULT, "sgemm_");
    if (product == nullptr || dladdr(product, &info) == 0) {
        return "unknown";
    }
    return std::filesystem::canonical(info.dli_fname).string();
}

const Column column{"float", 4, "peer:libtorch"};

struct NetworkImpl : torch::nn::Module {
    explicit NetworkImpl(bool sparse) {
        const auto options = torch::nn::EmbeddingOptions(NaiveNetwork::rows, NaiveNetwork::columns).sparse(sparse);
        user = register_module("user", torch::nn::Embedding(options));
        item = register_module("item", torch::nn::Embedding(options));
        unit = register_module("unit", torch::nn::Linear(2 * NaiveNetwork::columns, 1));

        const torch::NoGradGuard no_grad;
        const NaiveNetwork naive;
        const double* from = naive.values().data();
        for (auto& parameter : parameters()) {
            const auto values = torch::from_blob(const_cast<double*>(from), parameter.sizes(), torch::kFloat64);
            parameter.copy_(values);
            from += parameter.numel();
        }
    }
    torch::Tensor forward(const torch::Tensor& users, const torch::Tensor& items) {
        return unit(torch::cat({user(users), item(items)}, 1)).squeeze(1);
    }

    torch::nn::Embedding user{nullptr};
    torch::nn::Embedding item{nullptr};
    torch::nn::Linear unit{nullptr};
};
TORCH_MODULE(Network);

/// Random batches, sliced beforehand.
struct Batches {
    struct Batch {
        torch::Tensor users;
        torch::Tensor items;
        torch::Tensor labels;
    };

    explicit Batches(std::size_t batch) {
        const auto rows = static_cast<std::int64_t>(batch);
        const auto count = std::max<std::int64_t>(64, 65536 / rows);
        torch::manual_seed(23);
        const auto all_users = torch::randint(NaiveNetwork::rows, {count, rows}, torch::kInt64);
        const auto all_items = torch::randint(NaiveNetwork::rows, {count, rows}, torch::kInt64);
        const auto all_labels = torch::randint(2, {count, rows}, torch::kFloat32);
        for (std::int64_t i = 0; i < count; ++i) {
            batches.push_back({all_users[i], all_items[i], all_labels[i]});
        }
    }
    void advance() { current = current + 1 == batches.size() ? 0 : current + 1; }
    [[nodiscard]] const Batch& batch() const { return batches[current]; }
    [[nodiscard]] static std::vector<row_id> ids(const torch::Tensor& tensor) {
        const auto* first = tensor.data_ptr<std::int64_t>();
        return {first, first + tensor.numel()};
    }

    std::vector<Batch> batches;
    std::size_t current = 0;
};

class TrainingCase : public Case {
public:
    TrainingCase(bool lazy, std::size_t batch)
        : lazy_{lazy}, network_{lazy}, batches_{batch}, adam_{network_->parameters(), lazy ? 2U : 0U} {}

    void prepare(Check& check) override {
        NaiveNetwork naive;
        for (int i = 0; i < 3; ++i) {
            const auto& batch = batches_.batch();
            const auto* label = batch.labels.data_ptr<float>();
            const std::vector<double> labels(label, label + batch.labels.numel());
            const double want = naive.step(Batches::ids(batch.users), Batches::ids(batch.items), labels, lazy_);
            check.number("the loss", step().item<double>(), want, 1e-5);
        }
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { step(); });
    }

private:
    torch::Tensor step() {
        const auto& batch = batches_.batch();
        network_->zero_grad(/*set_to_none=*/true);
        auto loss = torch::binary_cross_entropy_with_logits(network_->forward(batch.users, batch.items), batch.labels);
        loss.backward();
        adam_.step();
        batches_.advance();
        return loss;
    }

    bool lazy_;
    Network network_;
    Batches batches_;
    TablesAdam adam_;
};

class PredictionCase : public Case {
public:
    explicit PredictionCase(std::size_t batch) : network_{false}, batches_{batch} {}

    void prepare(Check& check) override {
        const NaiveNetwork naive;
        const auto users = Batches::ids(batches_.batch().users);
        const auto items = Batches::ids(batches_.batch().items);
        const auto out = predict();
        for (std::size_t i = 0; i < users.size(); ++i) {
            const auto got = out[static_cast<std::int64_t>(i)].item<double>();
            check.number("the prediction", got, naive.predict(users[i], items[i]), 1e-5);
        }
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { benchmark::DoNotOptimize(predict().data_ptr()); });
    }

private:
    torch::Tensor predict() {
        const c10::InferenceMode guard;
        const auto& batch = batches_.batch();
        batches_.advance();
        return torch::sigmoid(network_->forward(batch.users, batch.items));
    }

    Network network_;
    Batches batches_;
};

} // namespace

const Cases cases{[] {
    at::set_num_threads(1);
    benchmark::AddCustomContext("peer:libtorch", "libtorch " TORCH_VERSION ", BLAS in " + blas_library());
    constexpr std::size_t training_batches[] = {32, 256, 2048};
    for (const std::size_t batch : training_batches) {
        for (const bool lazy : {false, true}) {
            add(std::make_unique<TrainingCase>(lazy, batch), {training_workload(lazy, batch)}, column);
        }
    }
    constexpr std::size_t prediction_batches[] = {1, 32, 1024};
    for (const std::size_t batch : prediction_batches) {
        add(std::make_unique<PredictionCase>(batch), {prediction_workload(batch)}, column);
    }
}};

} // namespace linnet::bench
