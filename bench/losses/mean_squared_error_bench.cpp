// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/mean_squared_error.hpp>

#include "support/loss_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    add_loss<MeanSquaredError>(
        "MeanSquaredError", 6,
        {[](double p, double y) { return (p - y) * (p - y); }, [](double p, double y) { return 2 * (p - y); }});
}};

} // namespace linnet::bench
