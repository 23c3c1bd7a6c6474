// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: lookups with GraphPropagation must agree in columns and layers, and so must all
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Graph = ln::GraphPropagation<2>;
using Tag = ln::MultiCategorical<"tags", 10>;
using Network =
    ln::Sequential<ln::Concat<ln::Embedding<User, 8, Graph>, ln::Embedding<Item, 8, Graph, ln::Table<"items">>,
                              ln::EmbeddingBag<Tag, 8, ln::Table<"items">>>,
                   ln::Dense<1>>;

int main() { return static_cast<int>(ln::Model<Network>{}.parameters().size()); }
