// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: only a network that ends in Outputs has heads
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;

int main() {
    const ln::Model<ln::Sequential<ln::Embedding<User, 8>, ln::Dense<2>>> model{1};
    return static_cast<int>(model.head<0>(ln::ConstMatrixView<float>{}).rows);
}
