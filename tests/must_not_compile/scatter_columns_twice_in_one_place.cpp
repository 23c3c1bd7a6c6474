// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: ScatterColumns needs a place for each column of its input
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Network = ln::Sequential<ln::Embedding<User, 2>, ln::ScatterColumns<3, 1, 1>>;

int main() { return static_cast<int>(ln::Model<Network>{}.parameters().size()); }
