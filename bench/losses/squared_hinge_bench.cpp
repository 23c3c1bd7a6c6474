// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include <linnet/losses/squared_hinge.hpp>

#include "support/loss_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    add_loss<SquaredHinge>(
        "SquaredHinge", 0,
        {[](double z, double y) { return std::pow(std::max(0.0, 1 + (y > 0 ? -z : z)), 2); },
         [](double z, double y) { return (y > 0 ? -2.0 : 2.0) * std::max(0.0, 1 + (y > 0 ? -z : z)); }});
}};

} // namespace linnet::bench
