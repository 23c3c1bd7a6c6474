// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/table.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>

namespace table_test {

using namespace linnet;

TEST_CASE("tables of one name are one type, and uses of it tell rows and columns") {
    static_assert(std::is_same_v<Table<"items">, Table<"items">>);
    static_assert(!std::is_same_v<Table<"items">, Table<"users">>);
    using Use = TableUse<"items", Categorical<"item", 5>, 3>;
    static_assert(Use::rows == 5);
    static_assert(Use::columns == 3);
    CHECK(Use::name == Table<"items">::name);
    CHECK(Table<"items">::name.view() == "items");
}

} // namespace table_test
