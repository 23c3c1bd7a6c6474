// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/sqrt_n.hpp>

#include <cmath>
#include <numeric>
#include <vector>

#include <doctest/doctest.h>

#include "../support/pooling_checks.hpp"

namespace sqrt_n_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE("SqrtN divides the sum of the steps by the root of their number") {
    check_pooling<SqrtN>([](const std::vector<double>& steps) {
        return std::accumulate(steps.begin(), steps.end(), 0.0) / std::sqrt(static_cast<double>(steps.size()));
    });
}

} // namespace sqrt_n_test
