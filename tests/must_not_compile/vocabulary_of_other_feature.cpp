// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: these vocabularies have none for that feature
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Network = ln::Dot<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>;
using Other = ln::Categorical<"other", 10>;

int main() {
    ln::Vocabularies<Network> vocabularies;
    vocabularies.of<User>().add("ann");
    return static_cast<int>(vocabularies.of<Other>().size());
}
