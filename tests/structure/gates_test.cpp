// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "../../examples/gates.hpp"

#include <limits>

#include <doctest/doctest.h>

namespace gates_test {

TEST_CASE("a gate that is missed fails the example") {
    const auto exit_code_after = [](auto check) {
        Gates gates{"an example of the tests"};
        gates.at_least("a figure", 1.0, 1.0);
        gates.at_most("a figure", 1.0, 1.0);
        gates.equal("a figure", 0.32134, 0.3213, 0.00005);
        check(gates);
        gates.at_least("another figure", 1.0, 1.0);
        return gates.exit_code();
    };
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(exit_code_after([](Gates&) {}) == 0);
    CHECK(exit_code_after([](Gates& gates) { gates.at_least("a figure", 0.99, 1.0); }) == 1);
    CHECK(exit_code_after([](Gates& gates) { gates.at_most("a figure", 1.01, 1.0); }) == 1);
    CHECK(exit_code_after([](Gates& gates) { gates.equal("a figure", 0.3214, 0.3213, 0.00005); }) == 1);
    CHECK(exit_code_after([](Gates& gates) { gates.at_least("a figure", nan, 1.0); }) == 1);
    CHECK(exit_code_after([](Gates& gates) { gates.at_most("a figure", nan, 1.0); }) == 1);
    CHECK(exit_code_after([](Gates& gates) { gates.equal("a figure", nan, 1.0, 0.1); }) == 1);
}

} // namespace gates_test
