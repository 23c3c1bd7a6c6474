// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/sgd.hpp>

#include "support/network_case.hpp"
#include "support/networks.hpp"

namespace linnet::bench {

const Cases cases{[] {
    using Full = Clicks<100'000>;
    add_network<Full::dcn, Clicks<20>::dcn>(dcn_name, SGD{.learning_rate = 0.01}, Full::dcn_flops, click_runs());
}};

} // namespace linnet::bench
