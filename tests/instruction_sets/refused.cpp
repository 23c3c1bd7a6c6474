// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// A unit with a global object, whose construction when the program starts is code for one instruction set.
#include <linnet/core/instruction_set.hpp>

int seed();
using Draw = int();
LINNET_MULTIVERSION(Draw, draw);

namespace {
const int drawn = seed(); // NOLINT(cert-err58-cpp)
}

int LINNET_UNIT::draw() { return drawn; }
