// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include <linnet/losses/huber.hpp>

#include "support/loss_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    add_loss<Huber>("Huber", 0,
                    {[](double z, double y) {
                         const double d = std::abs(z - y);
                         return d < 1 ? d * d / 2 : d - 0.5;
                     },
                     [](double z, double y) { return std::clamp(z - y, -1.0, 1.0); }});
}};

} // namespace linnet::bench
