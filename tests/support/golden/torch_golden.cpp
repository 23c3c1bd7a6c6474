// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// Prints the numbers of ../torch_golden.hpp. Not part of any build; with libtorch-dev 1.13 of Debian bookworm:
//     g++ -std=c++17 -isystem /usr/include/torch/csrc/api/include torch_golden.cpp -ltorch -ltorch_cpu -lc10
#include <cstdio>
#include <string>
#include <vector>

#include <torch/torch.h>

namespace {

torch::Tensor row(const std::vector<double>& numbers) { return torch::tensor(numbers, torch::kDouble); }

void print(const std::string& name, const std::vector<double>& numbers) {
    std::printf("inline constexpr std::array<double, %zu> %s{", numbers.size(), name.c_str());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        std::printf("%s%.17g", i == 0 ? "" : ", ", numbers[i]);
    }
    std::printf("};\n");
}

void append(std::vector<double>& numbers, const torch::Tensor& tensor) {
    const auto flat = tensor.detach().contiguous().view(-1);
    for (long i = 0; i < flat.numel(); ++i) {
        numbers.push_back(flat[i].item<double>());
    }
}

/// Three parameters after each of four steps with given gradients.
template <class Optimizer, class Options>
void optimizer(const std::string& name, const Options& options) {
    const std::vector<std::vector<double>> gradients{
        {0.1, -2.0, 0.0}, {0.3, 1.5, -0.01}, {-0.2, 0.0, 0.02}, {0.05, -0.7, 100.0}};
    auto w = row({0.5, -1.25, 2.0}).requires_grad_(true);
    Optimizer torch_optimizer(std::vector<torch::Tensor>{w}, options);
    std::vector<double> numbers;
    for (const auto& gradient : gradients) {
        w.mutable_grad() = row(gradient);
        torch_optimizer.step();
        append(numbers, w);
    }
    print(name, numbers);
}

void binary_cross_entropy() {
    auto z = row({0.0, 1.5, -2.5, 40.0, -40.0, 800.0, -800.0}).requires_grad_(true);
    const auto y = row({1.0, 0.0, 0.25, 1.0, 1.0, 0.0, 0.0});
    const auto weights = row({1.0, 2.0, 0.5, 3.0, 0.25, 0.125, 1.0});
    const auto loss = torch::binary_cross_entropy_with_logits(z, y, weights, {}, at::Reduction::Mean);
    loss.backward();
    print("bce_loss", {loss.item<double>()});
    print("bce_gradient", [&] {
        std::vector<double> numbers;
        append(numbers, z.grad());
        return numbers;
    }());
}

/// The reference network at 2 columns per table: losses of five steps of Adam, and all parameters after them.
void network() {
    auto users = row({0.1, -0.2, 0.3, 0.4, -0.5, 0.6, 0.7, -0.8}).view({4, 2}).clone().requires_grad_(true);
    auto items = row({-0.3, 0.2, 0.9, -0.1, 0.05, 0.45}).view({3, 2}).clone().requires_grad_(true);
    auto kernel = row({0.25, -0.5, 0.75, 1.0}).view({4, 1}).clone().requires_grad_(true);
    auto bias = row({0.125}).clone().requires_grad_(true);
    torch::optim::Adam adam(std::vector<torch::Tensor>{users, items, kernel, bias}, torch::optim::AdamOptions(0.05));
    const auto u = torch::tensor(std::vector<long>{1, 3, 1, 0}, torch::kLong);
    const auto i = torch::tensor(std::vector<long>{2, 0, 1, 2}, torch::kLong);
    const auto y = row({1.0, 0.0, 0.0, 1.0});
    std::vector<double> losses;
    for (int step = 0; step < 5; ++step) {
        adam.zero_grad();
        const auto looked_up = torch::cat({torch::embedding(users, u), torch::embedding(items, i)}, 1);
        const auto logits = (torch::matmul(looked_up, kernel) + bias).view(-1);
        const auto loss = torch::binary_cross_entropy_with_logits(logits, y);
        losses.push_back(loss.item<double>());
        loss.backward();
        adam.step();
    }
    print("network_losses", losses);
    std::vector<double> parameters;
    for (const auto& tensor : {users, items, kernel, bias}) {
        append(parameters, tensor);
    }
    print("network_parameters", parameters);
}

} // namespace

int main() {
    optimizer<torch::optim::SGD>("sgd", torch::optim::SGDOptions(0.1));
    optimizer<torch::optim::SGD>("sgd_momentum", torch::optim::SGDOptions(0.1).momentum(0.9));
    optimizer<torch::optim::SGD>("sgd_nesterov", torch::optim::SGDOptions(0.1).momentum(0.9).nesterov(true));
    optimizer<torch::optim::Adagrad>("adagrad", torch::optim::AdagradOptions(0.1).eps(1e-10));
    optimizer<torch::optim::Adam>("adam", torch::optim::AdamOptions(0.01));
    optimizer<torch::optim::AdamW>("adamw", torch::optim::AdamWOptions(0.01).weight_decay(0.1));
    optimizer<torch::optim::RMSprop>("rmsprop", torch::optim::RMSpropOptions(0.01).alpha(0.9).eps(1e-7));
    binary_cross_entropy();
    network();
}
