// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: GraphPropagation moves vectors between two tables
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Graph = ln::GraphPropagation<2>;
using Tag = ln::MultiCategorical<"tags", 10>;
using Network = ln::Add<ln::Dot<ln::Embedding<User, 8, Graph>, ln::Embedding<Item, 8, Graph>>,
                        ln::Dot<ln::Embedding<User, 8>, ln::EmbeddingBag<Tag, 8, Graph>>>;

int main() { return static_cast<int>(ln::Model<Network>{}.parameters().size()); }
