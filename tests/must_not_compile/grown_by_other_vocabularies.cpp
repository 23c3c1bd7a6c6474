// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: these vocabularies have other features than the network, in another order
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;
using Network = ln::Dot<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>;

int main() {
    const ln::Model<Network> model{1, ln::Vocabularies<Network>{}};
    return static_cast<int>(ln::grown(model, ln::Vocabularies<ln::Embedding<User, 8>>{}).parameters().size());
}
