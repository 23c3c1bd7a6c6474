// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// peers: torch
// ours: layers/gru_bench.cpp layers/self_attention_bench.cpp

// Layers of sequences in libtorch, on one thread.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <tuple>
#include <vector>

#include <torch/torch.h>

#include "support/case.hpp"
#include "support/fair_settings.hpp"
#include "support/naive_sequences.hpp"

namespace linnet::bench {

namespace {

constexpr std::int64_t batch = SequenceSizes::batch;
constexpr std::int64_t steps = SequenceSizes::steps;
constexpr std::int64_t columns = SequenceSizes::columns;

/// The numbers of a tensor of two dimensions, or of one.
struct Numbers {
    explicit Numbers(const torch::Tensor& from) : tensor{from.detach().contiguous()} {}
    double operator()(std::size_t r, std::size_t c) const {
        return tensor.data_ptr<float>()[static_cast<std::int64_t>(r) * tensor.size(1) + static_cast<std::int64_t>(c)];
    }
    double operator()(std::size_t i) const { return tensor.data_ptr<float>()[i]; }

    torch::Tensor tensor;
};

class SequencesCase : public Case {
public:
    void prepare(Check& check) override {
        const torch::Tensor out = step();
        const Numbers first{first_sequence(out)};
        const std::vector<double> want = naive(Numbers{first_sequence(in)});
        for (std::size_t i = 0; i < want.size(); ++i) {
            check.number("the output", first(i / SequenceSizes::columns, i % SequenceSizes::columns), want[i], 1e-4);
        }
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { step(); });
    }

protected:
    explicit SequencesCase(at::IntArrayRef sizes)
        : in{(2 * torch::rand(sizes) - 1).requires_grad_(true)}, d_out{2 * torch::rand(sizes) - 1} {}

    virtual torch::Tensor forward() = 0;
    virtual void clear_gradients() = 0;
    [[nodiscard]] virtual torch::Tensor first_sequence(const torch::Tensor& all) const = 0;
    [[nodiscard]] virtual std::vector<double> naive(const Numbers& first) const = 0;

    torch::Tensor in;
    torch::Tensor d_out;

private:
    torch::Tensor step() {
        clear_gradients();
        in.mutable_grad().reset();
        auto out = forward();
        out.backward(d_out);
        return out;
    }
};

class GruCase : public SequencesCase {
public:
    GruCase()
        : SequencesCase{{batch, steps, columns}}, gru_{torch::nn::GRUOptions(columns, columns).batch_first(true)} {}

private:
    torch::Tensor forward() override { return std::get<0>(gru_->forward(in)); }
    void clear_gradients() override { gru_->zero_grad(/*set_to_none=*/true); }
    [[nodiscard]] torch::Tensor first_sequence(const torch::Tensor& all) const override { return all[0]; }
    [[nodiscard]] std::vector<double> naive(const Numbers& first) const override {
        const auto parameters = gru_->named_parameters();
        return naive_gru(first, Numbers{parameters["weight_ih_l0"].t()}, Numbers{parameters["weight_hh_l0"].t()},
                         Numbers{parameters["bias_ih_l0"]}, Numbers{parameters["bias_hh_l0"]});
    }

    torch::nn::GRU gru_;
};

/// Steps come first, as libtorch asks for.
class AttentionCase : public SequencesCase {
public:
    AttentionCase()
        : SequencesCase{{steps, batch, columns}},
          attention_{torch::nn::MultiheadAttentionOptions(columns, SequenceSizes::heads)},
          mask_{torch::full({steps, steps}, -INFINITY).triu(1)} {}

private:
    torch::Tensor forward() override {
        return std::get<0>(attention_->forward(in, in, in, {}, /*need_weights=*/false, mask_));
    }
    void clear_gradients() override { attention_->zero_grad(/*set_to_none=*/true); }
    [[nodiscard]] torch::Tensor first_sequence(const torch::Tensor& all) const override { return all.select(1, 0); }
    [[nodiscard]] std::vector<double> naive(const Numbers& first) const override {
        return naive_attention(first, Numbers{attention_->in_proj_weight.t()}, Numbers{attention_->in_proj_bias},
                               Numbers{attention_->out_proj->weight.t()}, Numbers{attention_->out_proj->bias});
    }

    torch::nn::MultiheadAttention attention_;
    torch::Tensor mask_;
};

} // namespace

const Cases cases{[] {
    at::set_num_threads(1);
    torch::manual_seed(23);
    benchmark::AddCustomContext("peer:libtorch", "libtorch " TORCH_VERSION);
    const Column column{"float", 4, "peer:libtorch"};
    add(std::make_unique<GruCase>(), {gru_workload()}, column);
    add(std::make_unique<AttentionCase>(), {attention_workload()}, column);
}};

} // namespace linnet::bench
