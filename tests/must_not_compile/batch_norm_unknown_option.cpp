// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: the only option of BatchNorm is a Momentum
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Network = ln::Sequential<ln::Embedding<User, 8>, ln::BatchNorm<ln::percent<10>>, ln::Dense<1>>;

int main() {
    ln::Model<Network> model{1};
    return static_cast<int>(model.parameters().size());
}
