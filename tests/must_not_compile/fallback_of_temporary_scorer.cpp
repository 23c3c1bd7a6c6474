// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: deleted.*FallbackScorer|FallbackScorer.*deleted
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;

int main() {
    const ln::MostPopular<float> popular{ln::UserItems{}};
    const ln::FallbackScorer<ln::RandomScores<float>, ln::MostPopular<float>> scorer(ln::RandomScores<float>{1, 1},
                                                                                     popular);
    return static_cast<int>(scorer.items());
}
