// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: a loss of two towers needs a network that is a Dot of two branches
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>, ln::Dense<1>>;

int main() {
    ln::Model<Network> model{1};
    ln::fit(model, ln::InBatchSoftmax<User, Item>{}, ln::Adam{}, ln::Dataset<ln::TypeList<User, Item>>{});
}
