// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: the network of a Recommender reads the id of the item
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user">;
using Town = ln::Categorical<"town">;
using Item = ln::Categorical<"item">;
using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 8>, ln::Embedding<Town, 2>>, ln::Dense<1>>;

int main() {
    auto shop = ln::recommender<Network>(ln::users<User>(), ln::items<Item>());
    return static_cast<int>(shop.trained());
}
