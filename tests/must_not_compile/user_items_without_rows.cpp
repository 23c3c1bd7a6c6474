// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: user_items needs the vocabularies of features that do not say their rows
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;

int main() {
    const ln::Dataset<ln::TypeList<User, Item>> data;
    return static_cast<int>(ln::user_items<User, Item>(data).size());
}
