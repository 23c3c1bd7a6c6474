// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/numbered.hpp>

#include <cstddef>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/fixed_string.hpp>

namespace numbered_test {

using linnet::Categorical;
using linnet::numbered;
using strings = std::vector<std::string>;

TEST_CASE("a number stands behind a name, as its decimal digits") {
    CHECK(numbered<"C", 0>().view() == "C0");
    CHECK(numbered<"C", 9>().view() == "C9");
    CHECK(numbered<"C", 10>().view() == "C10");
    CHECK(numbered<"C", 26>().view() == "C26");
    CHECK(numbered<"C", 1002003>().view() == "C1002003");
    CHECK(numbered<"", 105>().view() == "105");
    CHECK(numbered<"day 1-", 7>().view() == "day 1-7");
    CHECK(numbered<"C", std::numeric_limits<std::size_t>::max()>().view() ==
          "C" + std::to_string(std::numeric_limits<std::size_t>::max()));
}

TEST_CASE("a feature of a numbered name is that of the name written out") {
    static_assert(std::is_same_v<Categorical<numbered<"C", 7>()>, Categorical<"C7">>);
    static_assert(std::is_same_v<Categorical<numbered<"C", 17>()>, Categorical<"C17">>);
    static_assert(!std::is_same_v<Categorical<numbered<"C", 7>()>, Categorical<"C70">>);
    CHECK(Categorical<numbered<"C", 26>()>::name == "C26");
}

TEST_CASE("a run of names has both ends") {
    CHECK(numbered("I", 1, 3) == strings{"I1", "I2", "I3"});
    CHECK(numbered("C", 9, 11) == strings{"C9", "C10", "C11"});
    CHECK(numbered("C", 5, 5) == strings{"C5"});
    CHECK(numbered("", 0, 1) == strings{"0", "1"});
    CHECK(numbered("I", 1, 13).size() == 13);
    CHECK(numbered("I", 2, 1).empty());
    CHECK(numbered("I", 1, 0).empty());
}

} // namespace numbered_test
