// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: the branches of Add must have the same width
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Network = ln::Sequential<
    ln::Concat<ln::Sequential<ln::Embedding<User, 8>, ln::Add<ln::Sequential<ln::Dense<4>, ln::Tanh>, ln::Dense<5>>>,
               ln::Embedding<Item, 8>>,
    ln::Concat<ln::Dense<4>, ln::Dense<6>>, ln::Dense<8>, ln::ReLU, ln::Dense<1>, ln::Sigmoid>;

int main() {
    ln::Model<Network> model{1};
    ln::Dataset<ln::TypeList<User, Item>> data;
    ln::fit(model, ln::MeanSquaredError{}, ln::Adam{}, data, {.epochs = 2, .metrics = {ln::Auc{}}});
    return static_cast<int>(ln::predict(model, data).size());
}
