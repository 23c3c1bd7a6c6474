// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/named_function.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace named_function_test {

using linnet::NamedFunction;

TEST_CASE("a named function is called with its arguments, and says its name") {
    const NamedFunction<std::string_view, int(int, int)> minus{"minus", [](int a, int b) { return a - b; }};
    CHECK(minus.name() == "minus");
    CHECK(minus(5, 3) == 2);
}

TEST_CASE("named functions of different types go into one list, and copies are their own") {
    using Named = NamedFunction<std::string, std::size_t(const std::vector<int>&)>;
    std::size_t more = 10;
    std::vector<Named> all{{"size", [](const std::vector<int>& list) { return list.size(); }},
                           {"more", [more](const std::vector<int>& list) { return list.size() + more; }}};
    const Named copy = all[1];
    all.clear();
    CHECK(copy.name() + "!" == "more!");
    CHECK(copy({1, 2}) == 12);
}

} // namespace named_function_test
