// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: a side is made of encoders
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user">;
struct Mine {};

int main() { return static_cast<int>(ln::users<User>("id", Mine{}).id.size()); }
