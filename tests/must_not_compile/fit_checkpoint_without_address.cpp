// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: FitOptions::checkpoint is the address of a FitCheckpoint
#include <string>

#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>, ln::Dense<1>, ln::Sigmoid>;

int main() {
    ln::Model<Network> model{1};
    ln::Dataset<ln::TypeList<User, Item>> data;
    const std::string checkpoint = "run.safetensors";
    return static_cast<int>(
        ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{}, data, {.checkpoint = checkpoint}).epochs.size());
}
