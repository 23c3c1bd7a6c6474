// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Which toy will a customer review next? The task of sequences.hpp on Amazon's Toys & Games, where histories are short:
// 19,412 customers with 8.6 of 11,924 toys on average, the last toy of each to test, among 99 others and among all.
#include <string>

#include "ranking.hpp"

namespace zoo {

struct Toys {
    Ranking ranking;
};

/// The sequences of S3-Rec in a folder with `Toys_and_Games.txt`, or made-up purchases for an empty one.
[[nodiscard]] Toys read_toys(const std::string& folder);

/// There are many customers, and they are best after fewer epochs than people with films.
inline constexpr RankingTraining toys_training{
    .epochs = 100, .batch_size = 128, .patience = 5, .among_99 = true, .made_up_epochs = 20, .made_up_batch_size = 32};

} // namespace zoo
