// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/sgd.hpp>

#include "support/network_case.hpp"
#include "support/networks.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr double pairs = 27 * 26 / 2;
    constexpr double flops = 2 * (13 * 512 + 512 * 256 + 256 * 64 + pairs * 64 + (64 + pairs) * 512 + 512 * 256 + 256);
    add_network<Dlrm<100'000>::type, Dlrm<20>::type>(dlrm_name, SGD{.learning_rate = 0.01}, flops, dlrm_runs());
}};

} // namespace linnet::bench
