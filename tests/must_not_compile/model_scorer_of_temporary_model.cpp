// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: deleted.*ModelScorer|ModelScorer.*deleted
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Model = ln::Model<ln::Dot<ln::Embedding<User, 4>, ln::Embedding<Item, 4>>>;

int main() { return static_cast<int>(ln::ModelScorer<Model, User, Item>(Model{1}).items()); }
