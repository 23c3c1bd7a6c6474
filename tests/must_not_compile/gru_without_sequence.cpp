// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: GRU needs a sequence
#include <linnet/linnet.hpp>

namespace ln = linnet;

using Item = ln::Categorical<"item", 10>;
using Network = ln::Sequential<ln::Embedding<Item, 4>, ln::GRU<4, ln::LastState>>;

int main() {
    ln::Model<Network> model{1};
    return static_cast<int>(model.parameters().size());
}
