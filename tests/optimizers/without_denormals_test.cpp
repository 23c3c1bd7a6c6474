// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/without_denormals.hpp>

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"

namespace without_denormals_test {

using namespace linnet_test;

TEST_CASE_TEMPLATE_DEFINE("denormals become zero and nothing else changes, at every width", Case, normal) {
    using T = typename Case::T;
    auto values = special_values<T>();
    const auto random = random_bits<T>(1000, 3);
    values.insert(values.end(), random.begin(), random.end());
    const auto got = map_packs<Case::W>(values, [](auto x) { return linnet::detail::without_denormals(x); });
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool denormal = std::fpclassify(values[i]) == FP_SUBNORMAL || values[i] == T{0};
        CHECK(same(got[i], denormal ? T{0} : values[i]));
    }
}
TEST_CASE_TEMPLATE_APPLY(normal, TestedWidths);

} // namespace without_denormals_test
