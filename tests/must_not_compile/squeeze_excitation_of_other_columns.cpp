// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: the input of this layer must be made of fields of as many columns as it says
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Lookups = ln::Concat<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>;
using Network = ln::Sequential<Lookups, ln::SqueezeExcitation<6>, ln::Dense<1>, ln::Sigmoid>;

int main() {
    ln::Model<Network> model{1};
    ln::Dataset<ln::TypeList<User, Item>> data;
    ln::fit(model, ln::MeanSquaredError{}, ln::Adam{}, data, {.epochs = 2, .metrics = {ln::Auc{}}});
    return static_cast<int>(ln::predict(model, data).size());
}
