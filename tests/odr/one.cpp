// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>

#include <linnet/linnet.hpp>

std::size_t width_seen_by_two();

int main() { return width_seen_by_two() == linnet::native_width<float> ? 0 : 1; }
