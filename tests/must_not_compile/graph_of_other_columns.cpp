// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: lookups with GraphPropagation must agree in columns and layers
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Graph = ln::GraphPropagation<2>;
using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 8, Graph>, ln::Embedding<Item, 9, Graph>>, ln::Dense<1>>;

int main() { return static_cast<int>(ln::Model<Network>{}.parameters().size()); }
