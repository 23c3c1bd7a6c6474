// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: the only option of SoftTrees is Entmax15
#include <linnet/linnet.hpp>

namespace ln = linnet;

using Network = ln::Sequential<ln::Input<ln::Numeric<"x", 3>>, ln::SoftTrees<4, 2, ln::Softmax>, ln::Dense<1>>;

int main() { return static_cast<int>(ln::Model<Network>{}.parameters().size()); }
