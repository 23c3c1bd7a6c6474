// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/sgd.hpp>

#include "support/network_case.hpp"
#include "support/networks.hpp"

namespace linnet::bench {

const Cases cases{[] {
    using Full = Clicks<100'000>;
    add_network<Full::deep_fm, Clicks<20>::deep_fm>(deep_fm_name, SGD{.learning_rate = 0.01}, Full::deep_fm_flops,
                                                    click_runs());
}};

} // namespace linnet::bench
