// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: history and interests say what is known about users, not about items
#include <linnet/linnet.hpp>

namespace ln = linnet;

using Item = ln::Categorical<"item">;
using Seen = ln::Sequence<"seen">;

int main() { return static_cast<int>(ln::items<Item>("id", ln::history<Seen>()).id.size()); }
