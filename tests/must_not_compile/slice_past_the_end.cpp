// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: a Slice takes at least one column, and all of its columns must be in its input
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Network = ln::Sequential<ln::Embedding<User, 8>, ln::Slice<4, 5>, ln::Dense<1>>;

int main() { return static_cast<int>(ln::Model<Network>{}.parameters().size()); }
