// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/feature_kinds.hpp>

#include <string_view>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/sequence.hpp>

namespace feature_kinds_test {

using namespace linnet;

namespace {

using User = Categorical<"user">;
using Genres = MultiCategorical<"genres">;
using Seen = Sequence<"seen">;
using Price = Numeric<"price", 2>;

/// A feature of another's kind, by what it has alone.
struct Zone : Categorical<"zone", 24> {};
struct Other {
    static constexpr std::string_view name = "other";
    template <class T>
    using column = T;
};

static_assert(SingleIdFeature<User> && SingleIdFeature<Zone>);
static_assert(!SingleIdFeature<Genres> && !SingleIdFeature<Seen> && !SingleIdFeature<Price>);
static_assert(!SingleIdFeature<Other> && !SingleIdFeature<int>);

static_assert(IdListFeature<Genres> && IdListFeature<Seen>);
static_assert(!IdListFeature<User> && !IdListFeature<Price> && !IdListFeature<Other> && !IdListFeature<int>);

static_assert(WeightedListFeature<Genres>);
static_assert(!WeightedListFeature<Seen> && !WeightedListFeature<User> && !WeightedListFeature<Price>);

static_assert(SequenceFeature<Seen>);
static_assert(!SequenceFeature<Genres> && !SequenceFeature<User> && !SequenceFeature<Price>);

static_assert(NumberFeature<Price>);
static_assert(!NumberFeature<User> && !NumberFeature<Genres> && !NumberFeature<Other> && !NumberFeature<int>);

} // namespace

TEST_CASE("the kinds of features are checked where this file compiles") { CHECK(SingleIdFeature<Zone>); }

} // namespace feature_kinds_test
