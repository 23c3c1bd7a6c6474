// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/table_options.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/initializers/constant.hpp>

namespace table_options_test {

using namespace linnet;

namespace {

using User = Categorical<"user", 4>;
using Friend = Categorical<"friend">;

struct Fixture {
    Parameters<double> parameters;
    Builder<double>::rows_list rows{{"friend", 4}};
    std::uint64_t streams = 0;
    Builder<double> builder{parameters, 1, rows, streams};
};

} // namespace

TEST_CASE("lookups take an initializer and a table, and nothing else") {
    using linnet::is_shape_error;
    using linnet::detail::lookup_output;
    static_assert(std::is_same_v<lookup_output<3>, Shape<3>>);
    static_assert(std::is_same_v<lookup_output<3, Table<"t">, Ones>, Shape<3>>);
    static_assert(is_shape_error<lookup_output<3, Table<"t">, int>>);
    static_assert(is_shape_error<lookup_output<0>>);
}

TEST_CASE("lookups list the named table that they use") {
    using linnet::detail::table_uses;
    static_assert(std::is_same_v<table_uses<User, 3, Ones>, TypeList<>>);
    static_assert(std::is_same_v<table_uses<User, 3, Ones, Table<"t">>, TypeList<TableUse<"t", User, 3, Ones>>>);
    static_assert(
        std::is_same_v<table_uses<Friend, 3, Table<"t">>, TypeList<TableUse<"t", Friend, 3, RandomUniform<>>>>);
    static_assert(TableUse<"t", User, 3>::rows == 4 && TableUse<"t", Friend, 3>::rows == dynamic);
    static_assert(TableUse<"t", Numeric<"n">, 3>::rows == 0);
}

TEST_CASE("a table is a lookup's own unless it is named") {
    using linnet::detail::add_table;
    Fixture f;
    CHECK((add_table<User, 3>(f.builder)) == 0);
    CHECK((add_table<User, 3, Ones>(f.builder)) == 1);
    CHECK((add_table<User, 3, Table<"people">, Ones>(f.builder)) == 2);
    CHECK((add_table<Friend, 3, Table<"people">>(f.builder)) == 2);
    CHECK(f.parameters.size() == 3);
    CHECK(f.parameters[0].name == "user.embedding");
    CHECK(f.parameters[1].name == "user.embedding_1");
    CHECK(f.parameters[2].name == "people");
    CHECK(f.parameters[1].values.view()(3, 2) == 1.0);
    CHECK(f.parameters[2].values.view()(3, 2) == 1.0);
    CHECK(f.parameters[0].values.view()(3, 2) != 0.0);
    CHECK(f.parameters[0].values.view()(3, 2) < 0.05);
}

TEST_CASE("lookups that share a table must agree in rows once these are known") {
    using linnet::detail::add_table;
    Fixture f;
    add_table<Categorical<"other", 5>, 3, Table<"people">>(f.builder);
    CHECK_THROWS_WITH_AS((add_table<Friend, 3, Table<"people">>(f.builder)),
                         "table 'people' is shared by features of 5 and 4 rows", SettingError);
}

} // namespace table_options_test
