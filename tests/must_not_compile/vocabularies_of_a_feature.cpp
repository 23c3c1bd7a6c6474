// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: Vocabularies are those of a network, or of a TypeList of features
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;

int main() {
    const ln::Vocabularies<User> vocabularies;
    return static_cast<int>(vocabularies.rows().size());
}
