// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: the network of a Recommender reads a feature that neither its users nor its items have
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user">;
using Town = ln::Categorical<"town">;
using Item = ln::Categorical<"item">;
using Network =
    ln::Sequential<ln::Concat<ln::Embedding<User, 8>, ln::Embedding<Town, 2>, ln::Embedding<Item, 8>>, ln::Dense<1>>;

int main() {
    auto shop = ln::recommender<Network>(ln::users<User>(), ln::items<Item>());
    shop.fit(ln::Interactions{}, ln::MeanSquaredError{}, ln::Adam{}, {.epochs = 2});
    return static_cast<int>(shop.recommend("a").size());
}
