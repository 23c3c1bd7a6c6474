// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: set_graph takes the two features whose lookups have GraphPropagation
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Network = ln::Dot<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>;

int main() {
    ln::Model<Network> model;
    model.set_graph<User, Item>(ln::InteractionGraph{{}, {}, 10, 10});
}
