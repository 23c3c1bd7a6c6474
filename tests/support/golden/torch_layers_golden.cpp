// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// Prints the numbers of ../torch_layers_golden.hpp. Not part of any build; with libtorch-dev 1.13 of Debian bookworm:
//     g++ -std=c++17 -isystem /usr/include/torch/csrc/api/include torch_layers_golden.cpp -ltorch -ltorch_cpu -lc10
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include <torch/torch.h>

namespace {

/// A tensor of the numbers of `golden_input(which, i)` in ../torch_layers.hpp.
torch::Tensor golden(long which, at::IntArrayRef sizes) {
    auto tensor = torch::empty(sizes, torch::kDouble);
    auto flat = tensor.view(-1);
    for (long i = 0; i < flat.numel(); ++i) {
        flat[i] = static_cast<double>((37 * i + 29 * which + i * i) % 101) / 64.0 - 0.75;
    }
    return tensor;
}

void print(const std::string& name, const std::vector<torch::Tensor>& tensors) {
    std::vector<double> numbers;
    for (const auto& tensor : tensors) {
        const auto flat = tensor.detach().contiguous().view(-1);
        for (long i = 0; i < flat.numel(); ++i) {
            numbers.push_back(flat[i].item<double>());
        }
    }
    std::printf("inline constexpr std::array<double, %zu> %s{", numbers.size(), name.c_str());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        std::printf("%s%.17g", i == 0 ? "" : ", ", numbers[i]);
    }
    std::printf("};\n");
}

void set(torch::Tensor& parameter, long which) {
    const torch::NoGradGuard no_grad;
    parameter.copy_(golden(which, parameter.sizes()));
}

/// 3 rows of 5 columns.
void layer_norm() {
    torch::nn::LayerNorm layer(torch::nn::LayerNormOptions({5}));
    layer->to(torch::kDouble);
    auto in = golden(0, {3, 5}).requires_grad_(true);
    set(layer->weight, 2);
    set(layer->bias, 3);
    const auto out = layer(in);
    out.backward(golden(1, {3, 5}));
    print("layer_norm_out", {out});
    print("layer_norm_d_in", {in.grad()});
    print("layer_norm_d_gamma", {layer->weight.grad()});
    print("layer_norm_d_beta", {layer->bias.grad()});
}

/// A training batch of 6 rows of 5 columns, and then a prediction of 6 others.
void batch_norm() {
    torch::nn::BatchNorm1d layer(torch::nn::BatchNorm1dOptions(5));
    layer->to(torch::kDouble);
    auto in = golden(0, {6, 5}).requires_grad_(true);
    set(layer->weight, 2);
    set(layer->bias, 3);
    const auto out = layer(in);
    out.backward(golden(1, {6, 5}));
    print("batch_norm_out", {out});
    print("batch_norm_d_in", {in.grad()});
    print("batch_norm_d_gamma", {layer->weight.grad()});
    print("batch_norm_d_beta", {layer->bias.grad()});
    print("batch_norm_moving_mean", {layer->running_mean});
    print("batch_norm_moving_variance", {layer->running_var});
    layer->eval();
    print("batch_norm_predicted", {layer(golden(4, {6, 5}))});
}

/// Sequences of 3, 1 and 4 steps of 3 columns, each by itself; 2 units. The tensors of the sequences are rows of one of
/// 8 steps.
void gru() {
    torch::nn::GRU layer(torch::nn::GRUOptions(3, 2).batch_first(true));
    layer->to(torch::kDouble);
    auto parameters = layer->named_parameters();
    set(parameters["weight_ih_l0"], 2);
    set(parameters["weight_hh_l0"], 3);
    set(parameters["bias_ih_l0"], 4);
    set(parameters["bias_hh_l0"], 5);
    auto in = golden(0, {8, 3}).requires_grad_(true);
    const auto d_out = golden(1, {8, 2});
    std::vector<torch::Tensor> outs;
    long first = 0;
    for (const long length : {3L, 1L, 4L}) {
        const auto sequence = in.narrow(0, first, length).unsqueeze(0);
        const auto out = std::get<0>(layer(sequence)).squeeze(0);
        out.backward(d_out.narrow(0, first, length));
        outs.push_back(out);
        first += length;
    }
    print("gru_out", outs);
    print("gru_d_in", {in.grad()});
    print("gru_d_kernel", {parameters["weight_ih_l0"].grad()});
    print("gru_d_recurrent_kernel", {parameters["weight_hh_l0"].grad()});
    print("gru_d_bias", {parameters["bias_ih_l0"].grad()});
    print("gru_d_recurrent_bias", {parameters["bias_hh_l0"].grad()});
}

/// Sequences of 3, 1 and 4 steps of 4 columns, each by itself; 2 heads.
void self_attention(const std::string& name, bool causal) {
    torch::nn::MultiheadAttention layer(torch::nn::MultiheadAttentionOptions(4, 2));
    layer->to(torch::kDouble);
    set(layer->in_proj_weight, 2);
    set(layer->in_proj_bias, 3);
    set(layer->out_proj->weight, 4);
    set(layer->out_proj->bias, 5);
    auto in = golden(0, {8, 4}).requires_grad_(true);
    const auto d_out = golden(1, {8, 4});
    std::vector<torch::Tensor> outs;
    long first = 0;
    for (const long length : {3L, 1L, 4L}) {
        const auto sequence = in.narrow(0, first, length).unsqueeze(1);
        // In C++ a mask is added to the scores.
        const auto later = torch::full({length, length}, -INFINITY, torch::kDouble).triu(1);
        const auto mask = causal ? later : torch::Tensor{};
        const auto out = std::get<0>(layer->forward(sequence, sequence, sequence, {}, true, mask)).squeeze(1);
        out.backward(d_out.narrow(0, first, length));
        outs.push_back(out);
        first += length;
    }
    print(name + "_out", outs);
    print(name + "_d_in", {in.grad()});
    print(name + "_d_kernel", {layer->in_proj_weight.grad()});
    print(name + "_d_bias", {layer->in_proj_bias.grad()});
    print(name + "_d_output_kernel", {layer->out_proj->weight.grad()});
    print(name + "_d_output_bias", {layer->out_proj->bias.grad()});
}

/// LightGCN of three layers, on six edges between 5 users and 4 items of 3 columns: the products of five pairs.
void graph_propagation() {
    auto users = golden(0, {5, 3}).requires_grad_(true);
    auto items = golden(1, {4, 3}).requires_grad_(true);
    const auto edges = torch::tensor(std::vector<long>{0, 0, 1, 3, 3, 3, 0, 2, 2, 0, 1, 2}, torch::kLong).view({2, 6});
    const auto indices = torch::cat({edges[0], edges[1] + 5}).view({1, 12});
    const auto others = torch::cat({edges[1] + 5, edges[0]}).view({1, 12});
    const auto degrees = torch::bincount(indices.view(-1), {}, 9).to(torch::kDouble);
    const auto scales = degrees.pow(-0.5);
    const auto values = scales.index_select(0, indices.view(-1)) * scales.index_select(0, others.view(-1));
    const auto adjacency = torch::sparse_coo_tensor(torch::cat({indices, others}), values, {9, 9});
    std::vector<torch::Tensor> powers{torch::cat({users, items})};
    for (int layer = 0; layer < 3; ++layer) {
        powers.push_back(torch::mm(adjacency, powers.back()));
    }
    const auto propagated = torch::stack(powers).mean(0);
    const auto of_users = propagated.index_select(0, torch::tensor(std::vector<long>{1, 3, 1, 0, 4}, torch::kLong));
    const auto of_items = propagated.index_select(0, torch::tensor(std::vector<long>{7, 5, 6, 7, 8}, torch::kLong));
    const auto out = (of_users * of_items).sum(1);
    out.backward(golden(2, {5}));
    print("graph_propagation_out", {out});
    print("graph_propagation_d_users", {users.grad()});
    print("graph_propagation_d_items", {items.grad()});
}

/// Two tasks over the same two experts, mixed by a gate each: 3 rows of 4 columns; experts of 3 columns, the second
/// with tanh; a head of one logit with binary cross-entropy, and one of one number with the mean squared error, at 0.5.
void multi_gate_mixture() {
    const auto in = golden(0, {3, 4});
    std::vector<torch::Tensor> kernels; // of two gates, two experts and two heads, `in x out`, and their biases
    const auto dense = [&](const torch::Tensor& x, long which, long columns) {
        const auto kernel = golden(which, {x.size(1), columns}).requires_grad_(true);
        const auto bias = golden(which + 1, {columns}).requires_grad_(true);
        kernels.push_back(kernel);
        kernels.push_back(bias);
        return torch::matmul(x, kernel) + bias;
    };
    const auto gate_0 = torch::softmax(dense(in, 1, 2), 1);
    const auto gate_1 = torch::softmax(dense(in, 3, 2), 1);
    const auto expert_0 = dense(in, 5, 3);
    const auto expert_1 = torch::tanh(dense(in, 7, 3));
    const auto mix = [&](const torch::Tensor& gate) {
        return gate.narrow(1, 0, 1) * expert_0 + gate.narrow(1, 1, 1) * expert_1;
    };
    const auto click = dense(mix(gate_0), 9, 1);
    const auto stars = dense(mix(gate_1), 11, 1);
    const auto clicks = torch::tensor({1.0, 0.0, 0.25}, torch::kDouble).view({3, 1});
    const auto loss =
        torch::binary_cross_entropy_with_logits(click, clicks) + 0.5 * torch::mse_loss(stars, golden(13, {3, 1}));
    loss.backward();
    print("mixture_out", {torch::cat({torch::sigmoid(click), stars}, 1)});
    print("mixture_loss", {loss});
    std::vector<torch::Tensor> gradients;
    for (const auto& kernel : kernels) {
        gradients.push_back(kernel.grad());
    }
    print("mixture_d_blocks", gradients);
}

} // namespace

int main() {
    layer_norm();
    batch_norm();
    gru();
    graph_propagation();
    self_attention("self_attention", false);
    self_attention("causal_self_attention", true);
    multi_gate_mixture();
}
