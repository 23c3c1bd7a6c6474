// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// peers: torch
// ours: train/neumf_bench.cpp train/dlrm_bench.cpp train/two_tables_bench.cpp
// ours: train/deep_fm_bench.cpp train/dcn_v2_bench.cpp

// NeuMF, DLRM, DeepFM, DCNv2 and two large tables in libtorch, on one thread, as its users would write them for speed.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <torch/torch.h>

#include <linnet/optimizers/adam.hpp>
#include <linnet/optimizers/lazy_adam.hpp>
#include <linnet/optimizers/sgd.hpp>

#include "peers/torch_sparse_adam.hpp"
#include "support/fair_settings.hpp"
#include "support/network_case.hpp"
#include "support/networks.hpp"
#include "support/reference_network.hpp"
#include "support/step_case.hpp"

namespace linnet::bench {

namespace {

const Column column{"float", 4, "peer:libtorch"};
constexpr std::int64_t no_padding = -1;

/// The parameters of one of our networks, in its order, so that both compute the same. Takes them one by one.
class Tensors {
public:
    template <class T>
    explicit Tensors(const Parameters<T>& parameters) {
        for (const auto& block : parameters) {
            torch::Tensor tensor = torch::empty(
                {static_cast<std::int64_t>(block.values.rows()), static_cast<std::int64_t>(block.values.columns())});
            float* to = tensor.data_ptr<float>();
            for (std::size_t r = 0; r < block.values.rows(); ++r) {
                for (const T number : block.values.view().row_span(r)) {
                    *to++ = static_cast<float>(number);
                }
            }
            all.push_back(tensor.set_requires_grad(true));
        }
    }
    const torch::Tensor& next() { return all[taken_++]; }
    torch::Tensor dense(const torch::Tensor& x) {
        const torch::Tensor& kernel = next();
        return torch::addmm(next(), x, kernel);
    }
    torch::Tensor dense_relu(const torch::Tensor& x) { return dense(x).relu_(); }
    void rewind() { taken_ = 0; }
    /// Makes one table of `count` tables of the same width from `first` on, below each other.
    void join(std::size_t first, std::size_t count) {
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end = begin + static_cast<std::ptrdiff_t>(count);
        const torch::Tensor joined = torch::cat(std::vector<torch::Tensor>(begin, end)).detach();
        *begin = joined.clone().set_requires_grad(true);
        all.erase(begin + 1, end);
    }

    std::vector<torch::Tensor> all;

private:
    std::size_t taken_ = 0;
};

struct TorchBatch {
    std::vector<torch::Tensor> ids;
    torch::Tensor numbers;
    torch::Tensor labels;
};

torch::Tensor tensor_of(std::span<const row_id> ids) {
    torch::Tensor tensor = torch::empty({static_cast<std::int64_t>(ids.size())}, torch::kInt64);
    std::copy(ids.begin(), ids.end(), tensor.data_ptr<std::int64_t>());
    return tensor;
}

template <class T>
torch::Tensor tensor_of(ConstMatrixView<T> numbers) {
    torch::Tensor tensor =
        torch::empty({static_cast<std::int64_t>(numbers.rows), static_cast<std::int64_t>(numbers.columns)});
    float* to = tensor.data_ptr<float>();
    for (std::size_t r = 0; r < numbers.rows; ++r) {
        to = std::transform(numbers.row(r), numbers.row(r) + numbers.columns, to,
                            [](T x) { return static_cast<float>(x); });
    }
    return tensor;
}

/// The same batches as ours.
template <class Features>
std::vector<TorchBatch> torch_batches(std::size_t batch, std::size_t count) {
    RandomBatches<float, Features> batches{batch, count};
    std::vector<TorchBatch> all;
    for (std::size_t i = 0; i < count; ++i, batches.advance()) {
        TorchBatch one;
        std::apply(
            [&](const auto&... column_of_feature) {
                const auto add_column = [&](const auto& values) {
                    if constexpr (requires { tensor_of(std::span<const row_id>(values)); }) {
                        one.ids.push_back(tensor_of(std::span<const row_id>(values)));
                    } else {
                        one.numbers = tensor_of(values);
                    }
                };
                (add_column(column_of_feature), ...);
            },
            batches.batch().columns);
        one.labels = tensor_of(batches.labels()).squeeze(1);
        all.push_back(std::move(one));
    }
    return all;
}

struct TorchNeuMf {
    static torch::Tensor logits(Tensors& parameters, const TorchBatch& batch) {
        const auto look_up = [&](std::size_t i) { return torch::embedding(parameters.next(), batch.ids[i]); };
        const auto gmf_user = look_up(0);
        const auto gmf = gmf_user * look_up(1);
        const auto user = look_up(0);
        auto x = torch::cat({user, look_up(1)}, 1);
        for (int layer = 0; layer < 3; ++layer) {
            x = parameters.dense_relu(x);
        }
        return parameters.dense(torch::cat({gmf, x}, 1)).squeeze(1);
    }
    static std::unique_ptr<torch::optim::Optimizer> optimizer(const std::vector<torch::Tensor>& parameters) {
        return std::make_unique<torch::optim::Adam>(parameters, torch::optim::AdamOptions(1e-3));
    }
};

struct TorchDlrm {
    static torch::Tensor logits(Tensors& parameters, const TorchBatch& batch) {
        auto x = batch.numbers;
        for (int layer = 0; layer < 3; ++layer) {
            x = parameters.dense_relu(x);
        }
        std::vector<torch::Tensor> vectors{x};
        for (const auto& ids : batch.ids) {
            vectors.push_back(torch::embedding(parameters.next(), ids, no_padding, false, /*sparse=*/true));
        }
        const auto stacked = torch::stack(vectors, 1);
        static const torch::Tensor below = [] { // the diagonal
            const auto places = torch::tril_indices(27, 27, -1);
            return places[0] * 27 + places[1];
        }();
        const auto pairs = torch::bmm(stacked, stacked.transpose(1, 2)).flatten(1).index_select(1, below);
        x = torch::cat({x, pairs}, 1);
        for (int layer = 0; layer < 2; ++layer) {
            x = parameters.dense_relu(x);
        }
        return parameters.dense(x).squeeze(1);
    }
    static std::unique_ptr<torch::optim::Optimizer> optimizer(const std::vector<torch::Tensor>& parameters) {
        return std::make_unique<torch::optim::SGD>(parameters, torch::optim::SGDOptions(0.01));
    }
};

/// What both click models have in common. One table holds those of all categories, so that one lookup serves them.
template <std::size_t Rows>
struct TorchClicks {
    static constexpr std::int64_t categories = Clicks<Rows>::categories;

    static torch::Tensor rows(const TorchBatch& batch) {
        static const torch::Tensor offsets = torch::arange(categories) * static_cast<std::int64_t>(Rows);
        return torch::stack(batch.ids, 1) + offsets;
    }
    static torch::Tensor look_up(Tensors& parameters, const torch::Tensor& of_rows) {
        return torch::embedding(parameters.next(), of_rows, no_padding, false, /*sparse=*/true);
    }
    static torch::Tensor perceptron(Tensors& parameters, torch::Tensor x) {
        for (int layer = 0; layer < 2; ++layer) {
            x = parameters.dense_relu(x);
        }
        return x;
    }
    static std::unique_ptr<torch::optim::Optimizer> optimizer(const std::vector<torch::Tensor>& parameters) {
        return std::make_unique<torch::optim::SGD>(parameters, torch::optim::SGDOptions(0.01));
    }
};

template <std::size_t Rows>
struct TorchDeepFm : TorchClicks<Rows> {
    static void arrange(Tensors& parameters) {
        parameters.join(0, TorchClicks<Rows>::categories);
        parameters.join(1, TorchClicks<Rows>::categories);
    }
    static torch::Tensor logits(Tensors& parameters, const TorchBatch& batch) {
        const auto rows = TorchClicks<Rows>::rows(batch);
        const auto linear = TorchClicks<Rows>::look_up(parameters, rows).flatten(1).sum(1);
        const auto vectors = TorchClicks<Rows>::look_up(parameters, rows);
        const auto sum = vectors.sum(1);
        const auto pairs = 0.5 * (sum * sum - (vectors * vectors).sum(1)).sum(1);
        const auto deep = TorchClicks<Rows>::perceptron(parameters, vectors.flatten(1));
        return linear + pairs + parameters.dense(deep).squeeze(1);
    }
};

template <std::size_t Rows>
struct TorchDcn : TorchClicks<Rows> {
    static void arrange(Tensors& parameters) { parameters.join(0, TorchClicks<Rows>::categories); }
    static torch::Tensor logits(Tensors& parameters, const TorchBatch& batch) {
        const auto start = TorchClicks<Rows>::look_up(parameters, TorchClicks<Rows>::rows(batch)).flatten(1);
        auto crossed = start;
        for (std::size_t layer = 0; layer < Clicks<Rows>::crosses; ++layer) {
            crossed = torch::addcmul(crossed, start, parameters.dense(crossed));
        }
        const auto deep = TorchClicks<Rows>::perceptron(parameters, start);
        return parameters.dense(torch::cat({crossed, deep}, 1)).squeeze(1);
    }
};

struct TorchTwoTables {
    static torch::Tensor logits(Tensors& parameters, const TorchBatch& batch) {
        const auto look_up = [&](std::size_t i) {
            return torch::embedding(parameters.next(), batch.ids[i], no_padding, false, /*sparse=*/true);
        };
        const auto user = look_up(0);
        return parameters.dense(torch::cat({user, look_up(1)}, 1)).squeeze(1);
    }
    static std::unique_ptr<TablesAdam> optimizer(const std::vector<torch::Tensor>& parameters) {
        return std::make_unique<TablesAdam>(parameters, 2);
    }
};

template <class Peer>
struct TorchTraining {
    Tensors parameters;
    decltype(Peer::optimizer({})) optimizer;

    explicit TorchTraining(Tensors start)
        : parameters{arranged(std::move(start))}, optimizer{Peer::optimizer(parameters.all)} {}
    static Tensors arranged(Tensors tensors) {
        if constexpr (requires { Peer::arrange(tensors); }) {
            Peer::arrange(tensors);
        }
        return tensors;
    }

    torch::Tensor step(const TorchBatch& batch) {
        for (auto& parameter : parameters.all) {
            parameter.mutable_grad().reset();
        }
        parameters.rewind();
        auto loss = torch::binary_cross_entropy_with_logits(Peer::logits(parameters, batch), batch.labels);
        loss.backward();
        optimizer->step();
        return loss;
    }
    torch::Tensor predict(const TorchBatch& batch) {
        const c10::InferenceMode guard;
        parameters.rewind();
        return torch::sigmoid(Peer::logits(parameters, batch));
    }
};

template <class Peer, class Network, class Small, class O, class SmallPeer = Peer>
class TorchCase : public Case {
public:
    TorchCase(const O& settings, std::vector<NetworkRun> runs) : settings_{settings}, runs_{std::move(runs)} {}

    void prepare(Check& check) override {
        using First = FirstLosses<Small, O>;
        TorchTraining<SmallPeer> small{Tensors{Model<Small, double, 1>{5}.parameters()}};
        const auto batches = torch_batches<typename Small::features>(64, First::steps);
        std::size_t step = 0;
        First{settings_}.check(check, "the loss", 64,
                               [&] { return small.step(batches[step++]).template item<double>(); });
        full_.emplace(Tensors{Model<Network, float, 1>{5}.parameters()});
        for (const NetworkRun& run : runs_) {
            batches_.push_back(torch_batches<typename Network::features>(run.batch, batches_of(run)));
        }
    }
    void time(Calls& calls, std::size_t workload) override {
        std::size_t next = 0;
        run(calls, [&] {
            const TorchBatch& batch = batches_[workload][next];
            next = next + 1 == batches_[workload].size() ? 0 : next + 1;
            if (runs_[workload].training) {
                full_->step(batch);
            } else {
                benchmark::DoNotOptimize(full_->predict(batch).data_ptr());
            }
        });
    }

private:
    O settings_;
    std::vector<NetworkRun> runs_;
    std::optional<TorchTraining<Peer>> full_;
    std::vector<std::vector<TorchBatch>> batches_;
};

template <class Peer, class Network, class Small, class SmallPeer = Peer, class O>
void add_torch(const O& settings, const std::vector<NetworkRun>& runs, const std::vector<Workload>& workloads) {
    add(std::make_unique<TorchCase<Peer, Network, Small, O, SmallPeer>>(settings, runs), workloads, column);
}

} // namespace

const Cases cases{[] {
    at::set_num_threads(1);
    add_torch<TorchNeuMf, NeuMf<6040, 3706>::type, NeuMf<40, 30>::type>(Adam::pytorch(1e-3), neumf_runs(),
                                                                        network_workloads(neumf_name, 0, neumf_runs()));
    add_torch<TorchDlrm, Dlrm<100'000>::type, Dlrm<20>::type>(SGD{.learning_rate = 0.01}, dlrm_runs(),
                                                              network_workloads(dlrm_name, 0, dlrm_runs()));
    using Full = Clicks<100'000>;
    using Few = Clicks<20>;
    const SGD sgd{.learning_rate = 0.01};
    add_torch<TorchDeepFm<100'000>, Full::deep_fm, Few::deep_fm, TorchDeepFm<20>>(
        sgd, click_runs(), network_workloads(deep_fm_name, 0, click_runs()));
    add_torch<TorchDcn<100'000>, Full::dcn, Few::dcn, TorchDcn<20>>(sgd, click_runs(),
                                                                    network_workloads(dcn_name, 0, click_runs()));
    std::vector<NetworkRun> large_runs;
    for (const std::size_t batch : Large::batches()) {
        large_runs.push_back({batch, true, Large::samples});
    }
    add_torch<TorchTwoTables, Large::type, TwoTables<40, Large::columns>::type>(step_settings<LazyAdam>(), large_runs,
                                                                                Large::workloads());
}};

} // namespace linnet::bench
