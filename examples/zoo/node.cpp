// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/neural_trees.hpp>

#include "clicks.hpp"
#include "zoo.hpp"

namespace zoo {

Result node(const Clicks& clicks) {
    using Network = ln::models::NODE<Numbers, 128, 6>;
    return train<Network>(clicks, clicks.numbers,
                          {.file = "node",
                           .name = "NODE",
                           .settings = "128 trees of depth 6, Adam 1e-3, batch 256",
                           .reference = 0,
                           .gate = 0},
                          ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), {});
}

} // namespace zoo
