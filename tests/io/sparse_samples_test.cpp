// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/sparse_samples.hpp>

#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/multi_categorical.hpp>

namespace sparse_samples_test {

using namespace linnet;
using Any = MultiCategorical<"any">;
using Few = MultiCategorical<"few", 7>;
using Forgiving = MultiCategorical<"forgiving", 7, UnknownId::use_row_0>;
using Rows = std::vector<row_id>;
using Offsets = std::vector<std::uint64_t>;

namespace {

SparseSamples three() {
    return {.labels = {1, 0, 1},
            .offsets = {0, 2, 2, 5},
            .fields = {0, 1, 1, 0, 1},
            .indices = {3, 7, 1, 2, 4},
            .values = {0.5F, -1, 2, 3, 4}};
}

} // namespace

TEST_CASE("entries become lists of ids and weights") {
    const auto column = sparse_column<Any>(three());
    CHECK(column.offsets == Offsets{0, 2, 2, 5});
    CHECK(column.ids == Rows{3, 7, 1, 2, 4});
    CHECK(column.weights == std::vector<float>{0.5F, -1, 2, 3, 4});
    CHECK_NOTHROW(column.check());
    CHECK(three().rows() == 8);
    CHECK(SparseSamples{}.rows() == 0);
    CHECK(sparse_column<Any>({}).size() == 0);
}

TEST_CASE("those of one field become the lists of a feature") {
    const auto column = sparse_column<Any>(three(), 1);
    CHECK(column.offsets == Offsets{0, 1, 1, 3});
    CHECK(column.ids == Rows{7, 1, 4});
    CHECK(column.weights == std::vector<float>{-1, 2, 4});
    CHECK(sparse_column<Any>(three(), 2).offsets == Offsets{0, 0, 0, 0});
    SparseSamples plain = three();
    plain.fields.clear();
    CHECK_THROWS_WITH_AS(static_cast<void>(sparse_column<Any>(plain, 1)),
                         "feature 'any' is to hold the entries of field 1 of samples that have no fields", DataError);
}

TEST_CASE("an index that the table has not is refused, or is row 0") {
    CHECK_THROWS_WITH_AS(static_cast<void>(sparse_column<Few>(three())), "feature 'few', sample 0: index 7 of 7 rows",
                         IdError);
    CHECK(sparse_column<Few>(three(), 0).ids == Rows{3, 2});
    CHECK(sparse_column<Forgiving>(three()).ids == Rows{3, 0, 1, 2, 4});
}

} // namespace sparse_samples_test
