// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>

#include <linnet/losses/focal_loss.hpp>

#include "support/loss_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    add_loss<FocalLoss>("FocalLoss", 0,
                        {[](double z, double y) {
                             const double q = 1 / (1 + std::exp(y > 0 ? -z : z));
                             return (y > 0 ? -0.25 : -0.75) * (1 - q) * (1 - q) * std::log(q);
                         },
                         [](double z, double y) {
                             const double q = 1 / (1 + std::exp(y > 0 ? -z : z));
                             return (y > 0 ? -0.25 : 0.75) * (1 - q) * (1 - q) * (1 - q - 2 * q * std::log(q));
                         }});
}};

} // namespace linnet::bench
