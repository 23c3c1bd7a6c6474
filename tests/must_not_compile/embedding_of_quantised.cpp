// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: a table of a quantised model is no view of numbers: ask the model that it was made from.
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Network = ln::Dot<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>;

int main() {
    const ln::QuantisedModel small = ln::quantised(ln::Model<Network>{1});
    return ln::similar_items(small, 3).empty() ? 1 : 0;
}
