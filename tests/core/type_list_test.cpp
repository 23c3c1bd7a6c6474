// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/type_list.hpp>

#include <type_traits>

#include <doctest/doctest.h>

namespace type_list_test {

using namespace linnet;
using namespace linnet::detail;

TEST_CASE("a type list has a size and knows its members") {
    static_assert(TypeList<>::size == 0);
    static_assert(TypeList<int, char, int>::size == 3);
    static_assert(list_contains<TypeList<int, char>, char>);
    static_assert(!list_contains<TypeList<int, char>, long>);
    static_assert(!list_contains<TypeList<>, long>);
    static_assert(is_one_of<int, char, int>);
    static_assert(!is_one_of<int>);
    CHECK(TypeList<int>::size == 1);
}

TEST_CASE("a type has the index of its first appearance, or the size of the list") {
    CHECK(index_of<int, int, char, int>() == 0);
    CHECK(index_of<char, int, char>() == 1);
    CHECK(index_of<long, int, char>() == 2);
    CHECK(index_of<long>() == 0);
}

TEST_CASE("merged lists keep each type once, in order of first appearance") {
    static_assert(std::is_same_v<merged<>, TypeList<>>);
    static_assert(std::is_same_v<merged<TypeList<>, TypeList<>>, TypeList<>>);
    static_assert(std::is_same_v<merged<TypeList<int, int>>, TypeList<int>>);
    static_assert(std::is_same_v<merged<TypeList<int, char>, TypeList<>, TypeList<long, int>, TypeList<char>>,
                                 TypeList<int, char, long>>);
    CHECK(merged<TypeList<int>, TypeList<char>>::size == 2);
}

} // namespace type_list_test
