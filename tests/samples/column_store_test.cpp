// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/column_store.hpp>

#include <concepts>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/sequence.hpp>

namespace column_store_test {

using namespace linnet;

TEST_CASE_TEMPLATE("the column of a feature is the feature's own store", F, Categorical<"user">,
                   MultiCategorical<"genres">, Numeric<"price", 2>, Sequence<"seen">) {
    static_assert(StoredFeature<F>);
    static_assert(std::derived_from<ColumnStore<F>, typename F::store>);
    const ColumnStore<F> store;
    CHECK(store.size() == 0);
    CHECK_NOTHROW(store.check());
}

TEST_CASE("a column is filled as its store is") {
    ColumnStore<Categorical<"user">> users;
    users.add(3);
    CHECK(users.ids == std::vector<row_id>{3});
}

} // namespace column_store_test
