// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: the number of heads of FinalMLP must divide the columns of each of its streams
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Stream = ln::models::GatedStream<ln::models::Mlp<8>, 4>;
using Network = ln::models::FinalMLP<4, 3, Stream, Stream, User, Item>;

int main() { return static_cast<int>(ln::Model<Network>{}.parameters().size()); }
