// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/feature.hpp>

#include <cstddef>
#include <string_view>

#include <doctest/doctest.h>

#include "../support/archetypes.hpp"

namespace feature_test {

using namespace linnet;
using linnet_test::Made;

namespace {

struct HasName {
    static constexpr std::string_view name = "made";
};
struct HasNumberForName {
    static constexpr int name = 1;
};
struct HasColumn {
    template <class T>
    using column = T;
};
struct HasRows {
    static constexpr std::size_t rows = 3;
};
struct HasUnknown {
    static constexpr UnknownId unknown = UnknownId::refuse;
};
struct HasTextForUnknown {
    static constexpr std::string_view unknown = "refuse";
};

static_assert(Feature<Made<HasName, HasColumn>>);
static_assert(!Feature<Made<HasColumn>>);
static_assert(!Feature<Made<HasNumberForName, HasColumn>>);
static_assert(!Feature<Made<HasName>>);
static_assert(!Feature<int>);

static_assert(IdFeature<Made<HasName, HasColumn, HasRows, HasUnknown>>);
static_assert(!IdFeature<Made<HasName, HasRows, HasUnknown>>);
static_assert(!IdFeature<Made<HasName, HasColumn, HasUnknown>>);
static_assert(!IdFeature<Made<HasName, HasColumn, HasRows>>);
static_assert(!IdFeature<Made<HasName, HasColumn, HasRows, HasTextForUnknown>>);

} // namespace

TEST_CASE("the concepts of features are checked where this file compiles") { CHECK(Feature<Made<HasName, HasColumn>>); }

} // namespace feature_test
