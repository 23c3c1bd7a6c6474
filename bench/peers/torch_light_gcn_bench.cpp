// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// peers: torch
// ours: train/light_gcn_bench.cpp

// LightGCN in libtorch, on one thread: the propagation is a product with a sparse matrix, as in its authors' code.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <torch/torch.h>

#include "support/fair_settings.hpp"
#include "support/light_gcn.hpp"

namespace linnet::bench {

namespace {

constexpr auto nodes = static_cast<std::int64_t>(LightGcn::users + LightGcn::items);

torch::Tensor tensor_of(const std::vector<row_id>& ids) {
    torch::Tensor tensor = torch::empty({static_cast<std::int64_t>(ids.size())}, torch::kInt64);
    std::copy(ids.begin(), ids.end(), tensor.data_ptr<std::int64_t>());
    return tensor;
}

/// Users, then items; an edge weighs 1 over the root of the product of its ends' degrees.
torch::Tensor adjacency() {
    const LightGcnData& data = light_gcn_data();
    std::set<std::pair<std::int64_t, std::int64_t>> edges;
    std::vector<double> degrees(static_cast<std::size_t>(nodes));
    for (std::size_t i = 0; i < data.users.size(); ++i) {
        const auto item = static_cast<std::int64_t>(LightGcn::users + data.items[i]);
        if (edges.insert({data.users[i], item}).second) {
            ++degrees[data.users[i]];
            ++degrees[static_cast<std::size_t>(item)];
        }
    }
    const auto count = static_cast<std::int64_t>(edges.size());
    torch::Tensor places = torch::empty({2, 2 * count}, torch::kInt64);
    torch::Tensor weights = torch::empty({2 * count});
    auto* const from = places.data_ptr<std::int64_t>();
    auto* const to = from + 2 * count;
    std::int64_t next = 0;
    for (const auto& [user, item] : edges) {
        const auto weight = static_cast<float>(
            1 / std::sqrt(degrees[static_cast<std::size_t>(user)] * degrees[static_cast<std::size_t>(item)]));
        for (const auto& [a, b] : {std::pair{user, item}, std::pair{item, user}}) {
            from[next] = a;
            to[next] = b;
            weights.data_ptr<float>()[next++] = weight;
        }
    }
    return torch::sparse_coo_tensor(places, weights, {nodes, nodes}).coalesce();
}

class TorchLightGcn {
public:
    TorchLightGcn() {
        const Model<LightGcn::type, double, 1> model{LightGcn::seed};
        std::vector<torch::Tensor> tables;
        for (const std::size_t block : {0, 2}) { // each table is before what is propagated of it
            const ConstMatrixView<double> values = model.parameters()[block].values.view();
            torch::Tensor table =
                torch::empty({static_cast<std::int64_t>(values.rows), static_cast<std::int64_t>(values.columns)});
            float* to = table.data_ptr<float>();
            for (std::size_t r = 0; r < values.rows; ++r) {
                to = std::transform(values.row(r), values.row(r) + values.columns, to,
                                    [](double number) { return static_cast<float>(number); });
            }
            tables.push_back(table);
        }
        vectors_ = torch::cat(tables).set_requires_grad(true);
        optimizer_.emplace(std::vector<torch::Tensor>{vectors_}, torch::optim::AdamOptions(1e-3));
    }
    torch::Tensor step() {
        vectors_.mutable_grad().reset();
        torch::Tensor power = vectors_;
        torch::Tensor sum = vectors_;
        for (std::size_t layer = 0; layer < LightGcn::layers; ++layer) {
            power = torch::mm(adjacency_, power);
            sum = sum + power;
        }
        const torch::Tensor mixed = sum / (LightGcn::layers + 1.0);
        const auto first = static_cast<std::int64_t>(steps_.next());
        constexpr std::int64_t rows = 2 * LightGcn::positives;
        const auto look_up = [&](const torch::Tensor& all) {
            return torch::embedding(mixed, all.slice(0, first, first + rows));
        };
        const torch::Tensor scores = (look_up(users_) * look_up(items_)).sum(1).view({-1, 2});
        const torch::Tensor loss = torch::softplus(scores.select(1, 1) - scores.select(1, 0)).mean();
        loss.backward();
        optimizer_->step();
        return loss;
    }

private:
    torch::Tensor adjacency_ = adjacency();
    torch::Tensor users_ = tensor_of(light_gcn_data().of_users);
    torch::Tensor items_ = tensor_of(light_gcn_data().of_items) + static_cast<std::int64_t>(LightGcn::users);
    torch::Tensor vectors_;
    std::optional<torch::optim::Adam> optimizer_;
    LightGcnSteps steps_;
};

class TorchLightGcnCase : public Case {
public:
    void prepare(Check& check) override {
        training_.emplace();
        check_light_gcn(check, [&] { return training_->step().item<double>(); });
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { training_->step(); });
    }

private:
    std::optional<TorchLightGcn> training_;
};

} // namespace

const Cases cases{[] {
    at::set_num_threads(1);
    benchmark::AddCustomContext("peer:libtorch", "libtorch " TORCH_VERSION);
    add(std::make_unique<TorchLightGcnCase>(), {LightGcn::workload()}, {"float", 4, "peer:libtorch"});
}};

} // namespace linnet::bench
