// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: fold_in needs a network that is a Dot of a user.s and an item.s Embedding, or one that reads what a
// user had
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;
using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>, ln::Dense<1>>;

int main() {
    auto shop = ln::recommender<Network>(ln::users<User>(), ln::items<Item>());
    return static_cast<int>(shop.fold_in({"a"}).size());
}
