// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: deleted.*with_negatives|with_negatives.*deleted
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;

int main() {
    const ln::Dataset<ln::TypeList<User, Item>> data;
    ln::with_negatives<User, Item>(data, ln::UserItems{}, ln::UniformNegatives{});
}
