// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: Embedding and EmbeddingBag take one initializer, one Table, one
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Graph = ln::GraphPropagation<2>;
using Network = ln::Dot<ln::Embedding<User, 8, Graph, Graph>, ln::Embedding<Item, 8, Graph>>;

int main() { return static_cast<int>(ln::Model<Network>{}.parameters().size()); }
