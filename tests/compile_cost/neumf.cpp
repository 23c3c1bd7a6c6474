// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// Neural matrix factorisation: a product of two factors of 8 beside a perceptron 64-32-16-8.
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 6040>;
using Item = ln::Categorical<"item", 3706>;

using Factors =
    ln::Multiply<ln::Embedding<User, 8, ln::Table<"gmf user">>, ln::Embedding<Item, 8, ln::Table<"gmf item">>>;
using Perceptron = ln::Sequential<ln::Concat<ln::Embedding<User, 32>, ln::Embedding<Item, 32>>, ln::Dense<32>, ln::ReLU,
                                  ln::Dense<16>, ln::ReLU, ln::Dense<8>, ln::ReLU>;
using Network = ln::Sequential<ln::Concat<Factors, Perceptron>, ln::Dense<1>, ln::Sigmoid>;

int main() {
    ln::Dataset<Network::features> log;
    log.add(1, 0, 1);
    log.add(0, 1, 0);
    ln::Model<Network> model{/*seed=*/42};
    ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{}, log, {.epochs = 1});
    return ln::predict(model, log).size() == 2 ? 0 : 1;
}
