// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: lookups that share a table must have the same initializer
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Network = ln::Dot<ln::Embedding<User, 8, ln::Table<"ids">>, ln::Embedding<Item, 8, ln::Ones, ln::Table<"ids">>>;

int main() { return static_cast<int>(ln::Model<Network>{}.parameters().size()); }
