// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/adam_rule.hpp>

#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/optimizers/adam.hpp>

#include "../support/lanes.hpp"

namespace adam_rule_test {

using namespace linnet_test;

namespace {

/// The moments of a parameter that met one gradient and then idled, after each step.
template <class Case>
std::vector<typename Case::T> idle_moments(typename Case::T gradient, std::uint64_t steps) {
    using P = typename Case::Pack;
    using T = typename Case::T;
    P w(T{1});
    P m(T{0});
    P v(T{0});
    std::vector<T> moments;
    for (std::uint64_t step = 1; step <= steps; ++step) {
        const linnet::detail::AdamRule<T, Case::W> rule(linnet::Adam{}, step);
        rule(w, P(step == 1 ? gradient : T{0}), m, v);
        T lanes[Case::W];
        m.store(lanes);
        moments.push_back(lanes[Case::W - 1]);
        v.store(lanes);
        moments.push_back(lanes[0]);
    }
    return moments;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("idle moments go from the smallest normal number to zero, alike at every width", Case, idle) {
    using T = typename Case::T;
    const std::uint64_t steps = sizeof(T) == 4 ? 2000 : 8000;
    const auto moments = idle_moments<Case>(static_cast<T>(1e-3), steps);
    const auto scalar = idle_moments<Lanes<T, 1>>(static_cast<T>(1e-3), steps);
    for (std::size_t i = 0; i < moments.size(); ++i) {
        REQUIRE(same(moments[i], scalar[i]));
        REQUIRE((moments[i] == T{0} || std::abs(moments[i]) >= std::numeric_limits<T>::min()));
    }
    CHECK(moments[moments.size() - 2] == T{0}); // the first moment did get there
}
TEST_CASE_TEMPLATE_APPLY(idle, TestedWidths);

} // namespace adam_rule_test
