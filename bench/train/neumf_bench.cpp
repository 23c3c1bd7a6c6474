// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/adam.hpp>

#include "support/network_case.hpp"
#include "support/networks.hpp"

// As many users and items as in MovieLens-1M.
namespace linnet::bench {

const Cases cases{[] {
    constexpr double flops = 2 * (64 * 32 + 32 * 16 + 16 * 8 + 16);
    add_network<NeuMf<6040, 3706>::type, NeuMf<40, 30>::type>(neumf_name, Adam::pytorch(1e-3), flops, neumf_runs());
}};

} // namespace linnet::bench
