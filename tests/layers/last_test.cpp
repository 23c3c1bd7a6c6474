// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/last.hpp>

#include <vector>

#include <doctest/doctest.h>

#include "../support/pooling_checks.hpp"

namespace last_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE("Last takes the last step") {
    check_pooling<Last>([](const std::vector<double>& steps) { return steps.back(); });
}

} // namespace last_test
