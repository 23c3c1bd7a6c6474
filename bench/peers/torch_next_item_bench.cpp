// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// peers: torch
// ours: train/gru4rec_bench.cpp train/sas_rec_bench.cpp

// GRU4Rec and SASRec in libtorch, on one thread. Their negatives are drawn before the clock starts.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <tuple>
#include <vector>

#include <torch/torch.h>

#include "support/fair_settings.hpp"
#include "support/next_item.hpp"

namespace linnet::bench {

namespace {

constexpr std::int64_t batch = NextItem::batch;
constexpr std::int64_t steps = NextItem::steps;
constexpr std::int64_t columns = NextItem::columns;

struct TorchSequences {
    torch::Tensor ids;   ///< batch x steps
    torch::Tensor items; ///< batch x steps x 2: the item that came next, and the negative
};

torch::Tensor tensor_of(const std::vector<row_id>& ids, at::IntArrayRef sizes) {
    torch::Tensor tensor = torch::empty(sizes, torch::kInt64);
    std::copy(ids.begin(), ids.end(), tensor.data_ptr<std::int64_t>());
    return tensor;
}

/// The batches of an epoch, with the items that ours compares in these steps.
std::vector<TorchSequences> torch_sequences() {
    std::vector<TorchSequences> all;
    for (const NextItemBatch& one : next_item_batches()) {
        std::vector<row_id> items(2 * one.ids.size());
        constexpr std::uint64_t no_layer = std::uint64_t{1} << 63; // as detail::TowerSteps draws
        NextItem::Loss{}.draw(one.histories<float>(), one.next, NextItem::table_rows,
                              Random{NextItem::seed, no_layer | (all.size() + 1)}, items);
        all.push_back({tensor_of(one.ids, {batch, steps}), tensor_of(items, {batch, steps, 2})});
    }
    return all;
}

/// The parameters of one of our networks, in its order.
template <class Network>
std::vector<torch::Tensor> parameters_of() {
    const Model<Network, double, 1> model{NextItem::seed};
    std::vector<torch::Tensor> all;
    for (const auto& block : model.parameters()) {
        torch::Tensor tensor = torch::empty(
            {static_cast<std::int64_t>(block.values.rows()), static_cast<std::int64_t>(block.values.columns())});
        float* to = tensor.data_ptr<float>();
        for (std::size_t r = 0; r < block.values.rows(); ++r) {
            to = std::transform(block.values.view().row(r), block.values.view().row(r) + block.values.columns(), to,
                                [](double x) { return static_cast<float>(x); });
        }
        all.push_back(tensor);
    }
    return all;
}

torch::Tensor vector_of(const torch::Tensor& row) { return row.flatten().contiguous(); }
torch::Tensor turned(const torch::Tensor& kernel) { return kernel.t().contiguous(); }

struct TorchGru4Rec {
    using network = NextItem::gru4rec;

    static std::vector<torch::Tensor> arranged(std::vector<torch::Tensor> p) {
        return {p[0], turned(p[1]), turned(p[2]), vector_of(p[3]), vector_of(p[4]), p[5], vector_of(p[6])};
    }
    static torch::Tensor states(const std::vector<torch::Tensor>& p, const torch::Tensor& ids) {
        const auto all = std::get<0>(torch::gru(torch::embedding(p[0], ids), torch::zeros({1, batch, columns}),
                                                {p[1], p[2], p[3], p[4]}, true, 1, 0.0, true, false, true));
        return torch::addmm(p[6], all.reshape({batch * steps, columns}), p[5]);
    }
};

struct TorchSasRec {
    using network = NextItem::sas_rec;

    static std::vector<torch::Tensor> arranged(std::vector<torch::Tensor> p) {
        p[1] = p[1].flip(0).contiguous(); // ours counts places from the end
        for (std::size_t i = 2; i < p.size(); ++i) {
            if (p[i].size(0) == 1) {
                p[i] = vector_of(p[i]);
            }
        }
        return p;
    }
    static torch::Tensor states(const std::vector<torch::Tensor>& p, const torch::Tensor& ids) {
        static const torch::Tensor mask = torch::full({steps, steps}, -INFINITY).triu(1);
        torch::Tensor x = (torch::embedding(p[0], ids) * 7.0 + p[1]).reshape({batch * steps, columns});
        std::size_t next = 2;
        const auto take = [&]() -> const torch::Tensor& { return p[next++]; };
        const auto normalized = [&](const torch::Tensor& in) {
            const torch::Tensor& scale = take();
            return torch::layer_norm(in, {columns}, scale, take(), 1e-5);
        };
        const auto dense = [&](const torch::Tensor& in) {
            const torch::Tensor& kernel = take();
            return torch::addmm(take(), in, kernel);
        };
        for (int block = 0; block < 2; ++block) {
            x = normalized(x);
            const auto parts = dense(x).reshape({batch, steps, 3 * columns}).split(columns, 2);
            const auto scores = torch::bmm(parts[0] * (1.0 / std::sqrt(double{columns})), parts[1].transpose(1, 2));
            const auto mixed = torch::bmm(torch::softmax(scores + mask, 2), parts[2]);
            x = x + dense(mixed.reshape({batch * steps, columns}));
            x = normalized(x);
            x = x + dense(torch::relu(dense(x)));
        }
        return normalized(x);
    }
};

template <class Peer>
class TorchNextItem {
public:
    TorchNextItem() : parameters_{Peer::arranged(parameters_of<typename Peer::network>())} {
        for (torch::Tensor& parameter : parameters_) {
            parameter.set_requires_grad(true);
        }
        optimizer_.emplace(parameters_, torch::optim::AdamOptions(1e-3));
    }
    torch::Tensor step() {
        const TorchSequences& one = batches_[next_];
        next_ = next_ + 1 == batches_.size() ? 0 : next_ + 1;
        for (torch::Tensor& parameter : parameters_) {
            parameter.mutable_grad().reset();
        }
        const torch::Tensor states = Peer::states(parameters_, one.ids).reshape({batch, steps, 1, columns});
        const torch::Tensor scores = (states * torch::embedding(parameters_[0], one.items)).sum(-1);
        const torch::Tensor loss = torch::binary_cross_entropy_with_logits(scores, labels_);
        loss.backward();
        optimizer_->step();
        return loss;
    }

private:
    std::vector<torch::Tensor> parameters_;
    std::optional<torch::optim::Adam> optimizer_;
    std::vector<TorchSequences> batches_ = torch_sequences();
    torch::Tensor labels_ = torch::tensor({1.0F, 0.0F}).expand({batch, steps, 2}).contiguous();
    std::size_t next_ = 0;
};

template <class Peer>
class TorchNextItemCase : public Case {
public:
    void prepare(Check& check) override {
        TorchNextItem<Peer> first;
        check_first_losses<typename Peer::network>(check, [&] { return first.step().template item<double>(); });
        training_.emplace();
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { training_->step(); });
    }

private:
    std::optional<TorchNextItem<Peer>> training_;
};

} // namespace

const Cases cases{[] {
    at::set_num_threads(1);
    benchmark::AddCustomContext("peer:libtorch", "libtorch " TORCH_VERSION);
    const Column column{"float", 4, "peer:libtorch"};
    add(std::make_unique<TorchNextItemCase<TorchGru4Rec>>(), {NextItem::workload("GRU4Rec")}, column);
    add(std::make_unique<TorchNextItemCase<TorchSasRec>>(), {NextItem::workload("SASRec")}, column);
}};

} // namespace linnet::bench
