// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: a model has factors if its network is a Dot of a user's and an item's Embedding
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>, ln::Dense<1>>;

int main() {
    const ln::Model<Network> model{1};
    return static_cast<int>(ln::factor_scorer(model).items());
}
