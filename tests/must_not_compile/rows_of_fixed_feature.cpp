// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: Rows is for the features of the network whose vocabulary is dynamic
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Network = ln::Dot<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>;

int main() {
    const ln::Model<Network> model{1, ln::Rows<User>{20}};
    return static_cast<int>(model.seed());
}
