// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: Embedding and EmbeddingBag take one initializer, one Table
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Network = ln::Sequential<ln::Embedding<User, 8, ln::Zeros, ln::Ones>>;

int main() { return static_cast<int>(ln::Model<Network>{}.parameters().size()); }
