// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>

#include <linnet/losses/poisson.hpp>

#include "support/loss_case.hpp"

void linnet::bench::add_cases() {
    add_loss<Poisson>(
        "Poisson", 0,
        {[](double z, double y) { return std::exp(z) - y * z; }, [](double z, double y) { return std::exp(z) - y; }});
}
