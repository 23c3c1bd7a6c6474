// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: deleted.*ItemKnn|ItemKnn.*deleted
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;

int main() { return static_cast<int>(ln::ItemKnn<float>(ln::UserItems{}).items()); }
