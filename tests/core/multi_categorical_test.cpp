// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/multi_categorical.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

namespace multi_categorical_test {

using namespace linnet;

TEST_CASE("a multi-categorical feature has a name, rows and a policy for unknown ids") {
    using Genres = MultiCategorical<"genres", 3, UnknownId::use_row_0>;
    static_assert(IdFeature<Genres>);
    static_assert(Genres::rows == 3);
    static_assert(Genres::unknown == UnknownId::use_row_0);
    static_assert(MultiCategorical<"genres">::rows == dynamic);
    static_assert(std::is_same_v<Genres::column<double>, JaggedColumn<double>>);
    CHECK(Genres::name == "genres");
}

TEST_CASE("the numbers of lists are their weights, each of its sample") {
    using Genres = MultiCategorical<"genres">;
    const std::vector<std::uint64_t> offsets{1, 1, 3};
    const std::vector<row_id> ids{5, 6, 7, 8};
    const std::vector<float> weights{9.0F, 2.0F, 3.0F, 9.0F};
    std::vector<std::size_t> rows;
    std::vector<float> numbers;
    const auto see = [&](std::size_t row, float x) {
        rows.push_back(row);
        numbers.push_back(x);
    };
    Genres::visit_numbers(JaggedColumn<float>{offsets, ids, weights}, see);
    CHECK(rows == std::vector<std::size_t>{1, 1});
    CHECK(numbers == std::vector<float>{2.0F, 3.0F});
    Genres::visit_numbers(JaggedColumn<float>{offsets, ids, {}}, see);
    CHECK(numbers.size() == 2);
    const std::vector<std::uint64_t> too_far{0, 1, 9}; // is refused later, and reads no memory before
    Genres::visit_numbers(JaggedColumn<float>{too_far, ids, weights}, see);
    CHECK(numbers.size() == 6);
}

} // namespace multi_categorical_test
