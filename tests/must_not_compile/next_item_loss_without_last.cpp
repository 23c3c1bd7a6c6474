// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: a loss of every step needs a network that is a Dot of two branches, of which the one that reads the
#include <linnet/linnet.hpp>

namespace ln = linnet;

using Seen = ln::Sequence<"seen", 10>;
using Item = ln::Categorical<"item", 10>;
using Network = ln::Dot<ln::Sequential<ln::Embedding<Seen, 8>, ln::Mean>, ln::Embedding<Item, 8>>;

int main() {
    ln::Model<Network> model{1};
    ln::fit(model, ln::NextItemLoss<Seen, Item>{}, ln::Adam{}, ln::Dataset<ln::TypeList<Seen, Item>>{});
}
