// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// flags: -std=c++17
// error: linnet: C\+\+20 is required; compile with -std=c\+\+20 or newer
// errors: 2
// lines: 11
#include <linnet/recommend/top_items.hpp>

int main() { return 0; }
