// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: EmbeddingBag takes one Dropout, of a rate from 0 to below 1, and none with Max
#include <linnet/linnet.hpp>

namespace ln = linnet;

using Words = ln::MultiCategorical<"words", 10>;
using Network = ln::Sequential<ln::EmbeddingBag<Words, 8, ln::Max, ln::Dropout<ln::percent<50>>>>;

int main() { return static_cast<int>(ln::Model<Network>{}.parameters().size()); }
