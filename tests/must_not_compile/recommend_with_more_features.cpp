// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: recommend needs a network that reads a user and an item, and nothing else
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Price = ln::Numeric<"price">;
using Network =
    ln::Sequential<ln::Concat<ln::Embedding<User, 8>, ln::Embedding<Item, 8>, ln::Input<Price>>, ln::Dense<1>>;

int main() {
    const ln::Model<Network> model{1};
    return static_cast<int>(ln::recommend(model, 3, {.k = 5}).size());
}
