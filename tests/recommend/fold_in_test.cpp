// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/fold_in.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/recommend/factor_scorer.hpp>
#include <linnet/recommend/top_items.hpp>
#include <linnet/testing/guarded_matrix.hpp>

#include "../support/eager_pool.hpp"

namespace fold_in_test {

using namespace linnet;

namespace {

constexpr std::size_t users = 9;
constexpr std::size_t items = 80;
constexpr std::size_t columns = 7;

template <class T>
struct Tables {
    GuardedMatrix<T> of_users{users, columns};
    GuardedMatrix<T> of_items{items, columns};
    GuardedMatrix<T> user_bias{users, 1};
    GuardedMatrix<T> item_bias{items, 1};

    Tables() {
        of_users.draw({1, 0});
        of_items.draw({1, 1});
        user_bias.draw({1, 2});
        item_bias.draw({1, 3});
    }
    [[nodiscard]] Factors<T> factors(bool biased) const {
        return {of_users.view(), of_items.view(), biased ? user_bias.view() : ConstMatrixView<T>{},
                biased ? item_bias.view() : ConstMatrixView<T>{}};
    }
    /// Column k of the mean user; that behind the last is the bias.
    [[nodiscard]] double mean(std::size_t k) const {
        double sum = 0.0;
        for (std::size_t u = 1; u < users; ++u) {
            sum += static_cast<double>(k < columns ? of_users.view()(u, k) : user_bias.view()(u, 0));
        }
        return sum / static_cast<double>(users - 1);
    }
};

/// An item's label and how much it counts; items of no weight are left out.
struct Given {
    double label = 0.0;
    double weight = 0.0;
};

double sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }

/// Checks that the gradient of the objective, by its definition, is zero at the folded user.
template <class L, class T>
void check_gradient(const Tables<T>& tables, bool biased, double lambda, const std::vector<Given>& given,
                    const FoldedUsers<T>& user) {
    const std::size_t size = columns + (biased ? 1 : 0);
    const auto x = [&](std::size_t k) {
        return static_cast<double>(k < columns ? user.vectors.view()(0, k) : user.biases.view()(0, 0));
    };
    const auto y = [&](std::size_t i, std::size_t k) {
        return k < columns ? static_cast<double>(tables.of_items.view()(i, k)) : 1.0;
    };
    std::vector<double> scores(items);
    for (std::size_t i = 0; i < items; ++i) {
        scores[i] = biased ? static_cast<double>(tables.item_bias.view()(i, 0)) : 0.0;
        for (std::size_t k = 0; k < size; ++k) {
            scores[i] += x(k) * y(i, k);
        }
    }
    std::vector<double> slopes(items);
    double others = 0.0;
    for (const Given& one : given) {
        others += one.weight != 0.0 && one.label <= 0.5 ? 1.0 : 0.0;
    }
    for (std::size_t i = 0; i < items; ++i) {
        if constexpr (std::is_same_v<L, BinaryCrossEntropy>) {
            slopes[i] = given[i].weight * (sigmoid(scores[i]) - given[i].label);
        } else if constexpr (std::is_same_v<L, MeanSquaredError>) {
            slopes[i] = given[i].weight * 2.0 * (scores[i] - given[i].label);
        } else if (given[i].weight != 0.0 && given[i].label > 0.5) {
            for (std::size_t j = 0; j < items; ++j) {
                if (given[j].weight != 0.0 && given[j].label <= 0.5) {
                    slopes[j] += sigmoid(scores[j] - scores[i]) / others;
                    slopes[i] -= sigmoid(scores[j] - scores[i]) / others;
                }
            }
        }
    }
    for (std::size_t k = 0; k < size; ++k) {
        double gradient = 2.0 * lambda * (x(k) - tables.mean(k));
        double largest = std::abs(gradient);
        for (std::size_t i = 0; i < items; ++i) {
            gradient += slopes[i] * y(i, k);
            largest = std::max(largest, std::abs(slopes[i] * y(i, k)));
        }
        CHECK(std::abs(gradient) <= (sizeof(T) == 4 ? 2e-4 : 1e-8) * (1.0 + largest));
    }
}

template <class T, class L>
void check_loss() {
    const Tables<T> tables;
    const std::vector<row_id> few{3};
    const std::vector<row_id> more{79, 0, 12, 40, 12}; // row 0 is no item, 12 counts once
    for (const bool biased : {false, true}) {
        for (const std::size_t negatives : {0U, 1U, 4U}) {
            for (const double confidence : {0.0, 40.0}) {
                for (const std::vector<row_id>& had : {few, more}) {
                    CAPTURE(biased);
                    CAPTURE(negatives);
                    const double lambda = 0.05;
                    const FoldIn fold(tables.factors(biased), L{},
                                      {.negatives = negatives, .confidence = confidence, .regularization = lambda});
                    std::vector<Given> given(items);
                    const double positives = had.size() == 1 ? 1.0 : 3.0;
                    for (std::size_t i = 1; i < items; ++i) {
                        const bool was = std::count(had.begin(), had.end(), i) != 0;
                        const double of_other =
                            negatives == 0 ? 1.0 : static_cast<double>(negatives) * positives / (79.0 - positives);
                        given[i] = {was ? 1.0 : 0.0, was ? 1.0 + confidence : of_other};
                    }
                    check_gradient<L>(tables, biased, lambda, given, fold(had));
                }
            }
        }
        const FoldIn fold(tables.factors(biased), L{}, {.regularization = 0.2});
        const std::vector<row_id> rated{5, 0, 7, 70};
        const std::vector<float> labels{1.0F, 1.0F, 0.0F, 0.25F};
        std::vector<Given> given(items);
        for (const std::size_t i : {0U, 2U, 3U}) {
            given[rated[i]] = {static_cast<double>(labels[i]), 1.0};
        }
        check_gradient<L>(tables, biased, 0.2, given, fold(rated, labels));
    }
}

} // namespace

TEST_CASE_TEMPLATE("the gradient of the model's own loss is zero", T, float, double) {
    check_loss<T, BinaryCrossEntropy>();
    check_loss<T, MeanSquaredError>();
    check_loss<T, Bpr>();
}

TEST_CASE("squares of all items, weighted, are alternating least squares") {
    const Tables<double> tables;
    Factors<double> factors = tables.factors(false);
    factors.users = {};
    const FoldIn fold(factors, MeanSquaredError{},
                      {.negatives = 0, .confidence = 40.0, .regularization = 0.5, .first_item = 0});
    const std::vector<row_id> had{3, 7};
    const FoldedUsers<double> user = fold(had);
    for (std::size_t k = 0; k < columns; ++k) { // (Y' C Y + lambda I) x = Y' C p
        double left = 0.5 * user.vectors.view()(0, k);
        double right = 0.0;
        for (std::size_t i = 0; i < items; ++i) {
            const double c = i == 3 || i == 7 ? 41.0 : 1.0;
            double score = 0.0;
            for (std::size_t l = 0; l < columns; ++l) {
                score += user.vectors.view()(0, l) * factors.items(i, l);
            }
            left += c * score * factors.items(i, k);
            right += i == 3 || i == 7 ? c * factors.items(i, k) : 0.0;
        }
        CHECK(std::abs(left - right) < 1e-10 * 41.0 * items);
    }
}

TEST_CASE("who had nothing is the mean user, and threads change no bit") {
    const Tables<float> tables;
    const FoldIn fold(tables.factors(true), BinaryCrossEntropy{});
    std::vector<row_id> of_user;
    std::vector<row_id> had;
    for (row_id u = 1; u < 40; ++u) {
        for (row_id n = 0; n < u % 7; ++n) {
            of_user.push_back(u);
            had.push_back(1 + (u * 31 + n * 17) % 79);
        }
    }
    const UserItems log(of_user, had, 40, items);
    const FoldedUsers<float> alone = fold(log);
    const FoldedUsers<float> together = fold(log, &linnet_test::three_threads());
    REQUIRE(alone.vectors.rows() == 40);
    REQUIRE(alone.biases.rows() == 40);
    for (std::size_t u = 0; u < 40; ++u) {
        const FoldedUsers<float> one = fold(log.of(u));
        CHECK(alone.biases.view()(u, 0) == together.biases.view()(u, 0));
        CHECK(alone.biases.view()(u, 0) == one.biases.view()(0, 0));
        for (std::size_t k = 0; k < columns; ++k) {
            CHECK(alone.vectors.view()(u, k) == together.vectors.view()(u, k));
            CHECK(alone.vectors.view()(u, k) == one.vectors.view()(0, k));
            if (log.of(u).empty()) {
                CHECK(alone.vectors.view()(u, k) == static_cast<float>(tables.mean(k)));
            }
        }
    }
    const Factors<float> factors = fold.factors(alone);
    CHECK(factors.users.data == alone.vectors.view().data);
    CHECK(factors.user_bias.data == alone.biases.view().data);
    CHECK(factors.items.data == tables.of_items.view().data);
    CHECK(FoldIn(tables.factors(false), Bpr{}).factors(alone).user_bias.data == nullptr);
}

TEST_CASE("a new user who had some items of a kind gets the others of it") {
    constexpr std::size_t few = 60;
    GuardedMatrix<float> vectors{few, 8};
    vectors.draw({4, 0});
    for (std::size_t i = 0; i < few; i += 3) { // every third item points the same way
        for (std::size_t k = 0; k < 8; ++k) {
            vectors.view()(i, k) = 0.1F * vectors.view()(i, k) + (k == 2 ? 1.0F : 0.0F);
        }
    }
    const std::vector<row_id> of_user{1, 1, 1, 1};
    const std::vector<row_id> had{0, 3, 6, 9};
    const UserItems log(of_user, had, 2, few);
    const auto check = [&](const auto& loss, double lambda) {
        const FoldIn fold(Factors<float>{{}, vectors.view()}, loss,
                          {.negatives = 0, .confidence = 40.0, .regularization = lambda, .first_item = 0});
        CAPTURE(loss.name);
        const FoldedUsers<float> folded = fold(log);
        for (std::size_t k = 0; k < 8; ++k) {
            CHECK(folded.vectors.view()(0, k) == 0.0F); // had nothing, and there is no mean
        }
        const auto lists =
            top_items(FactorScorer<float>(fold.factors(folded)), std::vector<row_id>{1}, {.exclude_seen = &log});
        REQUIRE(lists[0].size() == 10);
        for (const auto& item : lists[0]) {
            CHECK(item.row % 3 == 0);
            CHECK(item.row > 9);
        }
    };
    check(BinaryCrossEntropy{}, 1.0);
    check(MeanSquaredError{}, 0.1);
    check(Bpr{}, 1.0);
}

TEST_CASE("settings, items and vectors that do not fit") {
    GuardedMatrix<float> vectors{5, 3};
    vectors.draw({1, 0});
    const Factors<float> factors{{}, vectors.view()};
    const BinaryCrossEntropy loss;
    CHECK_THROWS_WITH_AS(FoldIn(factors, loss, {.confidence = -1.0}), "FoldIn: a confidence of -1.000000 is below 0",
                         SettingError);
    CHECK_THROWS_WITH_AS(FoldIn(factors, loss, {.regularization = 0.0}),
                         "FoldIn: a regularization of 0.000000 is not above 0", SettingError);
    const std::vector<row_id> had{1, 5};
    CHECK_THROWS_WITH_AS(static_cast<void>(FoldIn(factors, loss)(had)), "FoldIn: item 5 is not below 5", IdError);
    CHECK_THROWS_WITH_AS(static_cast<void>(FoldIn(factors, loss)(had, std::vector<float>{1.0F})),
                         "FoldIn: 2 items and 1 labels", SettingError);
    const std::vector<row_id> all{1, 2, 3, 4}; // nothing is left to be a negative
    for (const float x :
         {FoldIn(factors, loss)(all).vectors.view()(0, 0), FoldIn(factors, Bpr{})(all).vectors.view()(0, 0)}) {
        CHECK(std::isfinite(x));
    }
    vectors.view()(2, 1) = std::numeric_limits<float>::quiet_NaN();
    CHECK_THROWS_WITH_AS(static_cast<void>(FoldIn(factors, loss)(std::vector<row_id>{1})),
                         "FoldIn: the factors are not finite, or too large for a regularization of 0.030000",
                         SettingError);
}

} // namespace fold_in_test
