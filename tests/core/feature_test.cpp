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
struct Store {
    using value = int;
    [[nodiscard]] std::size_t size() const { return 0; }
    static void check_value(int) {}
    void add(int) {}
    void add_row(const Store&, std::size_t) {}
    void check() const {}
    template <class T>
    struct Buffer {
        void reserve(std::size_t) {}
        template <class RowAt>
        T gather(const Store&, std::size_t, const RowAt&) {
            return {};
        }
    };
};
struct HasStore {
    using store = Store;
};
struct StoreOfOtherColumn : Store {
    template <class T>
    struct Buffer {
        void reserve(std::size_t) {}
        template <class RowAt>
        T* gather(const Store&, std::size_t, const RowAt&) {
            return nullptr;
        }
    };
};
struct HasStoreOfOtherColumn {
    using store = StoreOfOtherColumn;
};
struct HasTextForStore {
    using store = std::string_view;
};
struct HasTextForUnknown {
    static constexpr std::string_view unknown = "refuse";
};

static_assert(Feature<Made<HasName, HasColumn>>);
static_assert(!Feature<Made<HasColumn>>);
static_assert(!Feature<Made<HasNumberForName, HasColumn>>);
static_assert(!Feature<Made<HasName>>);
static_assert(!Feature<int>);

static_assert(StoredFeature<Made<HasName, HasColumn, HasStore>>);
static_assert(!StoredFeature<Made<HasName, HasColumn>>);
static_assert(!StoredFeature<Made<HasName, HasStore>>);
static_assert(!StoredFeature<Made<HasName, HasColumn, HasStoreOfOtherColumn>>);
static_assert(!StoredFeature<Made<HasName, HasColumn, HasTextForStore>>);

static_assert(IdFeature<Made<HasName, HasColumn, HasRows, HasUnknown>>);
static_assert(!IdFeature<Made<HasName, HasRows, HasUnknown>>);
static_assert(!IdFeature<Made<HasName, HasColumn, HasUnknown>>);
static_assert(!IdFeature<Made<HasName, HasColumn, HasRows>>);
static_assert(!IdFeature<Made<HasName, HasColumn, HasRows, HasTextForUnknown>>);

} // namespace

TEST_CASE("the concepts of features are checked where this file compiles") { CHECK(Feature<Made<HasName, HasColumn>>); }

} // namespace feature_test
