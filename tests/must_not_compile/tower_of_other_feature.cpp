// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: a tower is one of two branches of a network that is a Dot of them
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Country = ln::Categorical<"country", 10>;

int main() {
    const ln::Model<ln::Dot<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>> model{1};
    decltype(model)::Workspace workspace;
    return static_cast<int>(model.tower<Country>({}, workspace).rows);
}
