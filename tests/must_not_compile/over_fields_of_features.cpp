// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: the layers of OverFields read the fields of its input, and no features
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Seen = ln::Sequence<"seen", 10>;
using Network = ln::Sequential<ln::Embedding<User, 8>, ln::OverFields<4, ln::Add<ln::Identity, ln::Embedding<Seen, 4>>>,
                               ln::Dense<1>>;

int main() { return static_cast<int>(ln::Model<Network>{}.parameters().size()); }
