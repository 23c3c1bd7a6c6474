// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>

#include <linnet/losses/binary_cross_entropy.hpp>

#include "support/loss_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    add_loss<BinaryCrossEntropy>("BinaryCrossEntropy", 0,
                                 {[](double z, double y) { return std::log1p(std::exp(z)) - z * y; },
                                  [](double z, double y) { return 1 / (1 + std::exp(-z)) - y; }});
}};

} // namespace linnet::bench
