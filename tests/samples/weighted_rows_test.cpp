// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/weighted_rows.hpp>

#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>

namespace weighted_rows_test {

using Words = linnet::MultiCategorical<"words">;

static_assert(linnet::WeightedListFeature<Words>);
static_assert(!linnet::WeightedListFeature<linnet::Categorical<"one">>);
static_assert(!linnet::WeightedListFeature<linnet::Numeric<"number">>);

TEST_CASE("a column has a list per text, each distinct text looked at once") {
    linnet::StringColumn texts;
    for (const char* text : {"abc", "", "z", "abc"}) {
        texts.push_back(text);
    }
    int calls = 0;
    const auto letters = [&](std::string_view text) {
        ++calls;
        linnet::WeightedRows list;
        for (const char c : text) {
            list.rows.push_back(static_cast<linnet::row_id>(c - 'a'));
            list.weights.push_back(static_cast<float>(text.size()));
        }
        return list;
    };
    const auto column = linnet::text_column<Words>(letters, texts);
    CHECK(calls == 3);
    CHECK(column.offsets == std::vector<std::uint64_t>{0, 3, 3, 4, 7});
    CHECK(column.ids == std::vector<linnet::row_id>{0, 1, 2, 25, 0, 1, 2});
    CHECK(column.weights == std::vector<float>{3, 3, 3, 1, 3, 3, 3});
    CHECK_NOTHROW(column.check());
    CHECK(linnet::text_column<Words>(letters, {}).size() == 0);
}

TEST_CASE("rows are counted, rising") {
    std::vector<linnet::row_id> rows{7, 2, 7, 1, 7};
    const auto counts = linnet::detail::counts_of(rows);
    CHECK(counts.rows == std::vector<linnet::row_id>{1, 2, 7});
    CHECK(counts.counts == std::vector<std::uint32_t>{1, 1, 3});
    rows.clear();
    CHECK(linnet::detail::counts_of(rows).rows.empty());
}

TEST_CASE("weights of unit length, and those of length 0 stay") {
    using linnet::detail::of_unit_length;
    CHECK(of_unit_length({{5, 9}, {3, 4}}) == std::vector<float>{0.6F, 0.8F});
    const std::vector<double> factors{7, 8, 3, 2};
    CHECK(of_unit_length({{2, 3}, {1, 2}}, factors.data()) == std::vector<float>{0.6F, 0.8F});
    const std::vector<double> nothing{0, 0};
    CHECK(of_unit_length({{0, 1}, {1, 2}}, nothing.data()) == std::vector<float>{0, 0});
    CHECK(of_unit_length({}).empty());
}

} // namespace weighted_rows_test
