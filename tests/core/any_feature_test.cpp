// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/any_feature.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/builder.hpp>
#include <linnet/core/categorical.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/numeric.hpp>

namespace any_feature_test {

using namespace linnet;
using linnet::detail::AnyIds;
using linnet::detail::AnyNumbers;
using linnet::detail::NameOf;
using linnet::detail::StandsFor;

namespace {

using User = Categorical<"user">;

} // namespace

TEST_CASE("stand-ins are features of the kinds that they stand for") {
    static_assert(SingleIdFeature<AnyIds<UnknownId::refuse>>);
    static_assert(AnyIds<UnknownId::use_row_0>::unknown == UnknownId::use_row_0);
    static_assert(NumberFeature<AnyNumbers<3>>);
    static_assert(AnyNumbers<3>::columns == 3);
    static_assert(!linnet::detail::open_layer<User>::opens);
    static_assert(std::is_same_v<linnet::detail::open_layer<User>::type, User>);
}

TEST_CASE("a stand-in learns from the builder, and from that of a layer around it, what it stands for") {
    Parameters<double> parameters;
    const Builder<double>::rows_list rows{{"item", 4}, {"user", 9}};
    std::uint64_t streams = 0;
    Builder<double> builder{parameters, 1, rows, streams};
    const StandsFor<double> user{.name = "user", .rows = dynamic};
    const StandsFor<double> price{.name = "price", .rows = 3};
    builder.set_feature(user);
    CHECK(builder.rows_of_feature() == 9);
    CHECK(NameOf<AnyIds<UnknownId::refuse>>{builder}.get() == "user");
    CHECK(builder.child(2).builder.feature().name == "user");
    CHECK(NameOf<User>{builder}.get() == "user");
    static_assert(std::is_empty_v<NameOf<User>>);
    builder.set_feature(price);
    CHECK(builder.rows_of_feature() == 3);
    CHECK(NameOf<AnyNumbers<1>>{builder}.get() == "price");
    const StandsFor<double> unknown{.name = "other", .rows = dynamic};
    builder.set_feature(unknown);
    CHECK_THROWS_WITH_AS(
        static_cast<void>(builder.rows_of_feature()),
        "feature 'other' has a dynamic vocabulary: give the model its vocabulary or its number of rows", SettingError);
}

} // namespace any_feature_test
