// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: this layer takes a matrix, and here it gets a batch of sequences
#include <linnet/linnet.hpp>

namespace ln = linnet;

using Seen = ln::Sequence<"seen", 10>;
using Network = ln::Sequential<ln::Embedding<Seen, 8>, ln::BatchNorm<>, ln::Mean, ln::Dense<1>>;

int main() {
    ln::Model<Network> model{1};
    return static_cast<int>(model.parameters().size());
}
