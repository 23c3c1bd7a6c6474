// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: with_negatives refers to its data and log, which must outlive it: give them names\.
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;

int main() {
    const ln::Dataset<ln::TypeList<User, Item>> data;
    static_cast<void>(ln::with_negatives<User, Item>(data, ln::UserItems{}, ln::UniformNegatives{}));
}
