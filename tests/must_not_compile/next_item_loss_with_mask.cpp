// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: and none for other losses of steps, such as NextItemLoss
#include <linnet/linnet.hpp>

namespace ln = linnet;

using Seen = ln::Sequence<"seen", 10>;
using Item = ln::Categorical<"item", 10>;
using Network =
    ln::Dot<ln::Sequential<ln::Embedding<Seen, 8>, ln::ClozeMask<ln::percent<20>>, ln::Last>, ln::Embedding<Item, 8>>;

int main() {
    ln::Model<Network> model{1};
    ln::fit(model, ln::NextItemLoss<Seen, Item>{}, ln::Adam{}, ln::Dataset<ln::TypeList<Seen, Item>>{});
}
