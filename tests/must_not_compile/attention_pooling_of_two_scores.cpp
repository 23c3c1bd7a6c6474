// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: the unit of AttentionPooling reads a step, and no features, and makes one column
#include <linnet/linnet.hpp>

namespace ln = linnet;

using Seen = ln::Sequence<"seen", 10>;
using Network = ln::Sequential<ln::Embedding<Seen, 8>, ln::AttentionPooling<ln::Dense<2>>>;

int main() { return static_cast<int>(ln::Model<Network>{}.parameters().size()); }
