// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: a lookup with GraphPropagation reads what a model derives from its graph
#include <linnet/linnet.hpp>
#include <linnet/testing.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;

int main() { return ln::check_gradients<ln::Embedding<User, 8, ln::GraphPropagation<2>>>({.batch = 4}) ? 0 : 1; }
