// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>

#include <linnet/losses/poisson.hpp>

#include "support/loss_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    add_loss<Poisson>(
        "Poisson", 0,
        {[](double z, double y) { return std::exp(z) - y * z; }, [](double z, double y) { return std::exp(z) - y; }});
}};

} // namespace linnet::bench
