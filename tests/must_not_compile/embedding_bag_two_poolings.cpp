// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: Embedding and EmbeddingBag take one initializer, one Table, one GraphPropagation and, for EmbeddingBag
#include <linnet/linnet.hpp>

namespace ln = linnet;

using Words = ln::MultiCategorical<"words", 10>;
using Network = ln::Sequential<ln::EmbeddingBag<Words, 8, ln::Mean, ln::Max>>;

int main() { return static_cast<int>(ln::Model<Network>{}.parameters().size()); }
