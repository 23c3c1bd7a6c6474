// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: the target of AUGRU puts out a matrix and the history sequences of as many columns
#include <linnet/linnet.hpp>

namespace ln = linnet;

using Film = ln::Categorical<"film", 10>;
using Seen = ln::Sequence<"seen", 10>;
using Network = ln::Sequential<ln::AUGRU<8, ln::Embedding<Film, 8>, ln::Embedding<Seen, 4>, ln::Dense<1>>>;

int main() { return static_cast<int>(ln::Model<Network>{}.parameters().size()); }
