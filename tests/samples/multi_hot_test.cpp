// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/multi_hot.hpp>

#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/multi_categorical.hpp>

namespace multi_hot_test {

using namespace linnet;
using Genres = MultiCategorical<"genres">;

TEST_CASE("a 1, or the weight, for each entry but the unknown one") {
    ColumnStore<Genres> column;
    column.add(std::vector<row_id>{1, 3});
    column.add(std::vector<row_id>{});
    column.add(std::vector<row_id>{0, 2});
    const Matrix<float> vectors = multi_hot(column, 4);
    CHECK(vectors.rows() == 3);
    const std::vector<std::vector<float>> want{{0, 1, 0, 1}, {0, 0, 0, 0}, {0, 0, 1, 0}};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t c = 0; c < 4; ++c) {
            CHECK(vectors.view()(row, c) == want[row][c]);
        }
    }
    column.weights = {0.5F, 2.0F, 9.0F, 0.25F};
    CHECK(multi_hot(column, 4).view()(0, 3) == 2.0F);
    CHECK(multi_hot(column, 4).view()(2, 0) == 0.0F);
    CHECK(multi_hot(ColumnStore<Genres>{}, 4).rows() == 0);
    CHECK_THROWS_WITH_AS(static_cast<void>(multi_hot(column, 3)),
                         "multi_hot: feature 'genres', row 0: id 3 is not below 3", IdError);
    column.weights.pop_back();
    CHECK_THROWS_AS(static_cast<void>(multi_hot(column, 4)), SettingError);
}

} // namespace multi_hot_test
