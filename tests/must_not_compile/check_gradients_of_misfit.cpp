// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: Dense needs an input
#include <linnet/linnet.hpp>
#include <linnet/testing.hpp>

namespace ln = linnet;

int main() {
    const ln::GradientReport report = ln::check_gradients<ln::Dense<3>>({.batch = 4});
    return report ? 0 : 1;
}
