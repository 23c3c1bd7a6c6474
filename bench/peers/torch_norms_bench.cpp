// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// peers: torch
// ours: layers/layer_norm_bench.cpp layers/batch_norm_bench.cpp

// Layers that normalize in libtorch, on one thread.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include <torch/torch.h>

#include "support/case.hpp"

namespace linnet::bench {

namespace {

constexpr std::int64_t batch = 256;
constexpr std::int64_t columns = 64;

/// Normalizes along `axis`: 0 over the batch, 1 over the columns.
template <class Layer>
class NormCase : public Case {
public:
    NormCase(Layer layer, std::int64_t axis) : layer_{std::move(layer)}, axis_{axis} {}

    void prepare(Check& check) override {
        out_ = layer_->forward(in_);
        out_.backward(d_out_, /*retain_graph=*/true);
        const torch::Tensor in = in_.detach().to(torch::kDouble);
        const auto variance = in.var(axis_, /*unbiased=*/false, /*keepdim=*/true);
        const torch::Tensor want = (in - in.mean(axis_, /*keepdim=*/true)) / (variance + 1e-5).sqrt();
        for (std::int64_t r = 0; r < batch; ++r) {
            for (std::int64_t c = 0; c < columns; ++c) {
                check.number("out", out_[r][c].item<double>(), want[r][c].item<double>(), 1e-5);
            }
        }
    }
    /// Workload 0 is forward, 1 is backward of the last forward, which adds to the gradients.
    void time(Calls& calls, std::size_t workload) override {
        if (workload == 0) {
            run(calls, [&] { out_ = layer_->forward(in_); });
        } else {
            out_ = layer_->forward(in_);
            run(calls, [&] { out_.backward(d_out_, /*retain_graph=*/true); });
        }
    }

private:
    Layer layer_;
    std::int64_t axis_;
    torch::Tensor in_ = (2 * torch::rand({batch, columns}) - 1).requires_grad_(true);
    torch::Tensor d_out_ = 2 * torch::rand({batch, columns}) - 1;
    torch::Tensor out_;
};

/// As in bench/layers.
template <class Layer>
void add_norm(const std::string& name, const Layer& layer, std::int64_t axis) {
    add(std::make_unique<NormCase<Layer>>(layer, axis),
        {{.name = name + ", 64 columns, forward", .batch = batch},
         {.name = name + ", 64 columns, backward", .batch = batch}},
        Column{"float", 4, "peer:libtorch"});
}

} // namespace

const Cases cases{[] {
    at::set_num_threads(1);
    torch::manual_seed(23);
    benchmark::AddCustomContext("peer:libtorch", "libtorch " TORCH_VERSION);
    add_norm("LayerNorm", torch::nn::LayerNorm(torch::nn::LayerNormOptions({columns})), 1);
    add_norm("BatchNorm", torch::nn::BatchNorm1d(torch::nn::BatchNorm1dOptions(columns)), 0);
}};

} // namespace linnet::bench
