// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: a loss that draws items, such as CatalogueSoftmax, needs a tower of the item
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Genre = ln::Categorical<"genre", 4>;
using OfItem = ln::Sequential<ln::Concat<ln::Embedding<Item, 8>, ln::Embedding<Genre, 8>>, ln::Dense<8>>;
using Network = ln::Dot<ln::Embedding<User, 8>, OfItem>;

int main() {
    ln::Model<Network> model{1};
    ln::fit(model, ln::CatalogueSoftmax<User, Item>{}, ln::Adam{}, ln::Dataset<ln::TypeList<User, Item, Genre>>{});
}
