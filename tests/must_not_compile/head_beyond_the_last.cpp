// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: the network has fewer heads
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;

int main() {
    const ln::Model<ln::Sequential<ln::Embedding<User, 8>, ln::Outputs<ln::Dense<1>, ln::Dense<2>>>> model{1};
    return static_cast<int>(model.head<2>(ln::ConstMatrixView<float>{}).rows);
}
