// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: each head of Outputs puts out a matrix
#include <linnet/linnet.hpp>

namespace ln = linnet;

using Seen = ln::Sequence<"seen", 10, 5>;

int main() {
    const ln::Model<ln::Sequential<ln::Embedding<Seen, 8>, ln::Outputs<ln::Dense<1>, ln::Mean>>> model{1};
    return static_cast<int>(model.seed());
}
