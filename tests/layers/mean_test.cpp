// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/mean.hpp>

#include <numeric>
#include <vector>

#include <doctest/doctest.h>

#include "../support/pooling_checks.hpp"

namespace mean_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE("Mean divides the sum of the steps by their number") {
    check_pooling<Mean>([](const std::vector<double>& steps) {
        return std::accumulate(steps.begin(), steps.end(), 0.0) / static_cast<double>(steps.size());
    });
}

} // namespace mean_test
