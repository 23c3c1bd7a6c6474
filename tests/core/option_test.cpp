// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/option.hpp>

#include <type_traits>

#include <doctest/doctest.h>

namespace option_test {

using linnet::detail::option;

TEST_CASE("an option is the first argument that matches, else the default") {
    static_assert(std::is_same_v<option<std::is_floating_point, void>, void>);
    static_assert(std::is_same_v<option<std::is_floating_point, void, int, char*>, void>);
    static_assert(std::is_same_v<option<std::is_floating_point, void, int, float>, float>);
    static_assert(std::is_same_v<option<std::is_floating_point, void, float, int>, float>);
    static_assert(std::is_same_v<option<std::is_floating_point, void, int, double, float>, double>);
    CHECK(std::is_same_v<option<std::is_floating_point, void, int, float>, float>);
}

} // namespace option_test
