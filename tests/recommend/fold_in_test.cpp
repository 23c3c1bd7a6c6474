// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/fold_in.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/recommend/factor_scorer.hpp>
#include <linnet/recommend/top_items.hpp>
#include <linnet/testing/guarded_matrix.hpp>

namespace fold_in_test {

using namespace linnet;

TEST_CASE_TEMPLATE("the gradient of the weighted squares is zero", T, float, double) {
    GuardedMatrix<T> items{80, 7};
    GuardedMatrix<T> bias{80, 1};
    items.draw({1, 0});
    bias.draw({1, 1});
    for (const double confidence : {0.0, 5.0, 40.0}) {
        for (const bool with_bias : {false, true}) {
            for (const std::vector<row_id>& had : {std::vector<row_id>{3}, std::vector<row_id>{79, 0, 12, 40}}) {
                const FoldIn<T> fold(items.view(), with_bias ? bias.view() : ConstMatrixView<T>{},
                                     {.confidence = confidence, .regularization = 0.5});
                const std::vector<T> x = fold(had);
                REQUIRE(x.size() == 7);
                double largest = 0.0;
                std::vector<double> gradient(7);
                for (std::size_t i = 0; i < 80; ++i) {
                    const bool has = std::count(had.begin(), had.end(), i) != 0;
                    double residual = (has ? 1.0 : 0.0) - (with_bias ? static_cast<double>(bias.view()(i, 0)) : 0.0);
                    for (std::size_t k = 0; k < 7; ++k) {
                        residual -= static_cast<double>(x[k]) * static_cast<double>(items.view()(i, k));
                    }
                    for (std::size_t k = 0; k < 7; ++k) {
                        const double part =
                            (has ? 1.0 + confidence : 1.0) * residual * static_cast<double>(items.view()(i, k));
                        gradient[k] -= part;
                        largest = std::max(largest, std::abs(part));
                    }
                }
                for (std::size_t k = 0; k < 7; ++k) {
                    gradient[k] += 0.5 * static_cast<double>(x[k]);
                    CHECK(std::abs(gradient[k]) <= (sizeof(T) == 4 ? 1e-5 : 1e-12) * 80.0 * largest);
                }
            }
        }
    }
}

TEST_CASE("a new user who had some items of a kind gets the others of it") {
    constexpr std::size_t items = 60;
    GuardedMatrix<float> vectors{items, 8};
    vectors.draw({4, 0});
    for (std::size_t i = 0; i < items; i += 3) { // every third item points the same way
        for (std::size_t k = 0; k < 8; ++k) {
            vectors.view()(i, k) = 0.1F * vectors.view()(i, k) + (k == 2 ? 1.0F : 0.0F);
        }
    }
    const std::vector<row_id> users{1, 1, 1, 1};
    const std::vector<row_id> had{0, 3, 6, 9};
    const UserItems log(users, had, 2, items);
    const FoldIn<float> fold(vectors.view());
    const Matrix<float> folded = fold(log);
    CHECK(folded.rows() == 2);
    for (std::size_t k = 0; k < 8; ++k) {
        CHECK(folded.view()(0, k) == 0.0F); // had nothing
    }
    const FactorScorer<float> scorer({folded.view(), vectors.view()});
    const auto lists = top_items(scorer, std::vector<row_id>{1}, {.exclude_seen = &log});
    REQUIRE(lists[0].size() == 10);
    for (const auto& item : lists[0]) {
        CHECK(item.row % 3 == 0);
        CHECK(item.row > 9);
    }
}

TEST_CASE("settings, items and vectors that do not fit") {
    GuardedMatrix<float> items{5, 3};
    items.draw({1, 0});
    const ConstMatrixView<float> rows = items.view();
    CHECK_THROWS_WITH_AS(FoldIn<float>(rows, {}, {.confidence = -1.0}), "FoldIn: a confidence of -1.000000 is below 0",
                         SettingError);
    CHECK_THROWS_WITH_AS(FoldIn<float>(rows, {}, {.regularization = 0.0}),
                         "FoldIn: a regularization of 0.000000 is not above 0", SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(FoldIn<float>(rows)(std::vector<row_id>{1, 5})),
                         "FoldIn: item 5 is not below 5", IdError);
    items.view()(2, 1) = std::numeric_limits<float>::quiet_NaN();
    CHECK_THROWS_WITH_AS(static_cast<void>(FoldIn<float>(rows)(std::vector<row_id>{1})),
                         "FoldIn: the item vectors are not finite, or too large for a regularization of 0.100000",
                         SettingError);
}

} // namespace fold_in_test
