// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

// What each unit says of the model that it trained. Without linnet, whose types differ between the units.
struct Trained {
    std::uint64_t hash; ///< of all predictions
    double first;       ///< of the predictions
};

Trained train_baseline();
Trained train_avx2();
Trained train_avx512();
