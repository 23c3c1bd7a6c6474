// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: evaluate needs a loss
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Network = ln::Dot<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>;

int main() {
    ln::Model<Network> model{1};
    ln::Dataset<ln::TypeList<User, Item>> data;
    return static_cast<int>(ln::evaluate(model, data, {ln::Auc{}}).metrics.size());
}
