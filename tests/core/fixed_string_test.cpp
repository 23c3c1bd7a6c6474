// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/fixed_string.hpp>

#include <string_view>
#include <type_traits>

#include <doctest/doctest.h>

namespace fixed_string_test {

using linnet::FixedString;

namespace {

template <FixedString Name>
struct Named {
    static constexpr std::string_view name = Name.view();
};

} // namespace

TEST_CASE("a literal is a template argument and gives its text back") {
    CHECK(Named<"user">::name == "user");
    CHECK(Named<"">::name.empty());
    CHECK(Named<"with space">::name.size() == 10);
}

TEST_CASE("types are equal when their names are") {
    CHECK(std::is_same_v<Named<"user">, Named<"user">>);
    CHECK_FALSE(std::is_same_v<Named<"user">, Named<"item">>);
}

TEST_CASE("strings of any length compare by their text") {
    static_assert(FixedString{"user"} == FixedString{"user"});
    static_assert(!(FixedString{"user"} == FixedString{"item"}));
    static_assert(!(FixedString{"user"} == FixedString{"users"}));
    static_assert(FixedString{"user"} != FixedString{""});
    CHECK(FixedString{"user"}.view() == "user");
}

} // namespace fixed_string_test
