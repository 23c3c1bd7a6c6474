// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: Numeric needs at least one column
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Price = ln::Numeric<"price", 0>;
using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 8>, ln::Input<Price>>, ln::Dense<1>>;

int main() {
    ln::Model<Network> model{1};
    ln::Model<Network>::Workspace workspace;
    return static_cast<int>(model.predict({}, workspace).rows);
}
