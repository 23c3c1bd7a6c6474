// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: Losses takes as many losses as the network has heads
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Lookups = ln::Concat<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>;
using Click = ln::Sequential<ln::Dense<1>, ln::Sigmoid>;
using Network = ln::Sequential<Lookups, ln::Outputs<Click, ln::Dense<1>>>;

int main() {
    ln::Model<Network> model{1};
    ln::Dataset<ln::TypeList<User, Item>, 2> data;
    ln::fit(model, ln::Losses<ln::BinaryCrossEntropy>{}, ln::Adam{}, data,
            {.epochs = 2, .metrics = {ln::OfHead{0, ln::Auc{}}}});
    return static_cast<int>(ln::predict(model, data).size());
}
