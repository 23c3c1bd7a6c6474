// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include <linnet/losses/hinge.hpp>

#include "support/loss_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    add_loss<Hinge>("Hinge", 0,
                    {[](double z, double y) { return std::max(0.0, 1 + (y > 0 ? -z : z)); },
                     [](double z, double y) { return 1 + (y > 0 ? -z : z) > 0 ? (y > 0 ? -1.0 : 1.0) : 0.0; }});
}};

} // namespace linnet::bench
