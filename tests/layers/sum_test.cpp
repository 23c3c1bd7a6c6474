// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/sum.hpp>

#include <numeric>
#include <vector>

#include <doctest/doctest.h>

#include "../support/pooling_checks.hpp"

namespace sum_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE("Sum adds the steps of each sequence") {
    check_pooling<Sum>(
        [](const std::vector<double>& steps) { return std::accumulate(steps.begin(), steps.end(), 0.0); });
}

} // namespace sum_test
