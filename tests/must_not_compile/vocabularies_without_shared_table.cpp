// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: these vocabularies have other features than the network, in another order, or not its
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;
using Network = ln::Dot<ln::Embedding<User, 8, ln::Table<"ids">>, ln::Embedding<Item, 8, ln::Table<"ids">>>;

int main() {
    const ln::Vocabularies<Network::features> vocabularies;
    return static_cast<int>(ln::Model<Network>{1, vocabularies}.parameters().size());
}
