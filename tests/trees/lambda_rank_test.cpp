// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/trees/lambda_rank.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>
#include <linnet/metrics/ndcg_at.hpp>
#include <linnet/trees/boosted_trees.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"

namespace lambda_rank_test {

using namespace linnet;
using namespace linnet_test;

namespace {

static_assert(BoostingLoss<LambdaRank>);

/// The rank of each row of a group, from 1.
template <class T>
std::vector<std::size_t> ranks_of(const std::vector<T>& scores) {
    std::vector<std::size_t> ranks;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        std::size_t rank = 1;
        for (std::size_t j = 0; j < scores.size(); ++j) {
            rank += scores[j] > scores[i] || (scores[j] == scores[i] && j < i) ? 1 : 0;
        }
        ranks.push_back(rank);
    }
    return ranks;
}

double discount(std::size_t rank, std::size_t k) {
    return k == 0 || rank <= k ? 1.0 / std::log2(static_cast<double>(rank) + 1.0) : 0.0;
}

/// DCG@k of rows in an order given by scores.
template <class T>
double dcg(const std::vector<T>& labels, const std::vector<T>& scores, std::size_t k) {
    const auto ranks = ranks_of(scores);
    double total = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        total += (std::exp2(static_cast<double>(labels[i])) - 1) * discount(ranks[i], k);
    }
    return total;
}

/// g and h of the rows of one group, pair by pair, each pair once from its better row.
template <class T>
void naive(const LambdaRank& loss, const std::vector<T>& labels, const std::vector<T>& scores, std::vector<double>& g,
           std::vector<double>& h) {
    const auto ranks = ranks_of(scores);
    const double best = dcg(labels, labels, loss.k);
    g.assign(labels.size(), 0.0);
    h.assign(labels.size(), 0.0);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        for (std::size_t j = 0; j < labels.size(); ++j) {
            if (labels[i] > labels[j]) {
                const double gains =
                    std::exp2(static_cast<double>(labels[i])) - std::exp2(static_cast<double>(labels[j]));
                const double weight = gains * std::abs(discount(ranks[i], loss.k) - discount(ranks[j], loss.k)) / best;
                const double p =
                    1 / (1 + std::exp(loss.sigma * (static_cast<double>(scores[i]) - static_cast<double>(scores[j]))));
                g[i] -= loss.sigma * p * weight;
                g[j] += loss.sigma * p * weight;
                h[i] += loss.sigma * loss.sigma * p * (1 - p) * weight;
                h[j] += loss.sigma * loss.sigma * p * (1 - p) * weight;
            }
        }
    }
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("lambdas are those of a loop over pairs, with any number of threads", Lane, lambdas) {
    using T = typename Lane::T;
    constexpr std::size_t W = Lane::W;
    const Random random{4, 4};
    std::vector<T> labels;
    std::vector<T> scores;
    std::vector<row_id> groups;
    const std::vector<std::size_t> sizes{1, 2, 3, 30, 7, 12, 5};
    for (std::size_t group = 0; group < sizes.size(); ++group) {
        for (std::size_t i = 0; i < sizes[group]; ++i) {
            labels.push_back(static_cast<T>(group == 4 ? 0 : random.below(4, labels.size()))); // group 4: nothing good
            scores.push_back(static_cast<T>(random.below(20, labels.size() + 1000)) / T{8});   // with ties
            groups.push_back(static_cast<row_id>(90 - group));
        }
    }
    const auto weights = random_values<T>(labels.size(), T{0}, T{2}, 5);
    for (const LambdaRank& loss : {LambdaRank{}, LambdaRank{.k = 3}, LambdaRank{.k = 0, .sigma = 2.5}}) {
        for (const bool weighted : {false, true}) {
            TreeSamples<T> samples{{labels.data(), labels.size(), 1, 1}, labels, {}, groups};
            samples.weights = weighted ? std::span<const T>{weights} : std::span<const T>{};
            LambdaRank::Boosted<T, W> boosted{loss, samples};
            std::vector<T> g(labels.size(), T{99});
            std::vector<T> h(labels.size(), T{99});
            boosted.write(scores, g.data(), h.data(), nullptr);
            std::vector<T> other_g(labels.size());
            std::vector<T> other_h(labels.size());
            boosted.write(scores, other_g.data(), other_h.data(), &three_threads());
            CHECK(g == other_g);
            CHECK(h == other_h);
            double lost = 0;
            std::size_t counted = 0;
            std::size_t row = 0;
            for (const std::size_t size : sizes) {
                const auto part = [&](const std::vector<T>& all) {
                    return std::vector<T>(all.data() + row, all.data() + row + size);
                };
                std::vector<double> want_g;
                std::vector<double> want_h;
                naive(loss, part(labels), part(scores), want_g, want_h);
                for (std::size_t i = 0; i < size; ++i) {
                    const double weight = weighted ? static_cast<double>(weights[row + i]) : 1.0;
                    CHECK(static_cast<double>(g[row + i]) == doctest::Approx(weight * want_g[i]).epsilon(1e-6));
                    CHECK(static_cast<double>(h[row + i]) == doctest::Approx(weight * want_h[i]).epsilon(1e-6));
                }
                const double best = dcg(part(labels), part(labels), loss.k);
                lost += best > 0 ? 1 - dcg(part(labels), part(scores), loss.k) / best : 0;
                counted += best > 0 ? 1 : 0;
                row += size;
            }
            CHECK(boosted.value(scores) == doctest::Approx(lost / static_cast<double>(counted)));
            CHECK(boosted.first_score() == T{0});
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(lambdas, TestedWidths);

TEST_CASE("the value is 1 - NDCG as the metric computes it") {
    const std::vector<float> labels{0, 1, 0, 1, 1, 0, 0};
    const std::vector<float> scores{5, 4, 3, 2, 1, 0, -1};
    const std::vector<row_id> groups(7, 3);
    LambdaRank::Boosted<float, 8> boosted{{.k = 4}, {{labels.data(), 7, 1, 1}, labels, {}, groups}};
    const std::vector<std::size_t> ranks{2, 4, 5};
    CHECK(boosted.value(scores) == doctest::Approx(1 - NdcgAt{4}(ranks, 3)));
    const std::vector<float> nothing(7);
    LambdaRank::Boosted<float, 8> of_nothing{{}, {{labels.data(), 7, 1, 1}, nothing, {}, groups}};
    CHECK(of_nothing.value(scores) == 0.0);
}

TEST_CASE("trees re-rank the candidates of each user better than the score that they get") {
    // A first stage knows the quality of an item with noise; features tell what this user wants.
    const Random random{8, 1};
    constexpr std::size_t per_group = 20;
    struct Candidates {
        Matrix<float> features;
        std::vector<float> labels;
        std::vector<row_id> groups;
        std::vector<float> first_stage;
        [[nodiscard]] TreeSamples<float> samples() const { return {features.view(), labels, {}, groups}; }
        [[nodiscard]] double ndcg(std::span<const float> scores) const {
            return 1 - LambdaRank::Boosted<float, 8>{LambdaRank{}, samples()}.value(scores);
        }
    };
    const auto make = [&](std::size_t group_count, std::uint64_t at) {
        Candidates made{Matrix<float>{group_count * per_group, 4}, {}, {}, {}};
        for (std::size_t i = 0; i < group_count * per_group; ++i) {
            const auto draw = [&](std::size_t which) { return random.uniform(at + 8 * i + which); };
            const double wish = random.uniform(at + 8 * (i / per_group * per_group) + 7); // one of the group
            const double kind = draw(0);
            const double quality = draw(1);
            const double worth = quality - 2 * std::abs(kind - wish) + 0.2 * draw(2);
            made.labels.push_back(worth > 0.5 ? 2.0F : worth > 0.2 ? 1.0F : 0.0F);
            made.groups.push_back(static_cast<row_id>(i / per_group));
            made.first_stage.push_back(static_cast<float>(quality + 0.3 * draw(3)));
            const auto row = made.features.view().row(i);
            row[0] = made.first_stage.back();
            row[1] = static_cast<float>(wish);
            row[2] = static_cast<float>(kind);
            row[3] = static_cast<float>(kind - wish);
        }
        return made;
    };
    const Candidates train = make(200, 0);
    const Candidates valid = make(60, 1U << 20);
    const Candidates test = make(60, 1U << 21);
    BoostedTrees<float> trees{{.trees = 100, .depth = 4}};
    const TreeSamples<float> watched = valid.samples();
    const TreeFitHistory history =
        trees.fit(train.samples(), LambdaRank{}, {.validation = &watched, .early_stopping_rounds = 10});
    const auto scores = trees.predict(test.features.view());
    CHECK(test.ndcg(test.first_stage) < 0.75);
    CHECK(test.ndcg(scores) > 0.9);
    CHECK(scores == trees.predict_scores(test.features.view()));
    REQUIRE(history.trees == trees.size());
    CHECK(history.validation_loss[trees.size() - 1] ==
          doctest::Approx(1 - valid.ndcg(trees.predict(valid.features.view()))).epsilon(1e-9));
}

TEST_CASE("what LambdaRank cannot use is named") {
    const std::vector<float> numbers(4);
    const ConstMatrixView<float> features{numbers.data(), 4, 1, 1};
    const auto make = [&](const LambdaRank& loss, std::vector<float> labels, std::vector<row_id> groups) {
        LambdaRank::Boosted<float, 8>{loss, {features, labels, {}, groups}};
    };
    make({}, {0, 1, 2, 31}, {7, 7, 3, 3});
    CHECK_THROWS_WITH_AS(make({}, {0, 1, 0, 1}, {}),
                         "LambdaRank ranks the rows of each group, and the samples have no groups", SettingError);
    CHECK_THROWS_WITH_AS(make({}, {0, 1, 0, 1}, {1, 2, 2, 1}),
                         "LambdaRank, row 3: group 1 was there before another one; rows of a group must lie side by "
                         "side",
                         SettingError);
    CHECK_THROWS_AS(make({.sigma = 0.0}, {0, 1, 0, 1}, {1, 1, 1, 1}), SettingError);
    CHECK_THROWS_AS(make({.sigma = std::numeric_limits<double>::infinity()}, {0, 1, 0, 1}, {1, 1, 1, 1}), SettingError);
    CHECK_THROWS_WITH_AS(make({}, {0, 0.5F, 0, 1}, {1, 1, 1, 1}),
                         "LambdaRank, row 1: the label 0.500000 is not a whole number from 0 to 31", LabelError);
    CHECK_THROWS_AS(make({}, {0, 1, -1, 1}, {1, 1, 1, 1}), LabelError);
    CHECK_THROWS_AS(make({}, {0, 1, 32, 1}, {1, 1, 1, 1}), LabelError);
    CHECK_THROWS_AS(make({}, {0, 1, NAN, 1}, {1, 1, 1, 1}), LabelError);
}

} // namespace lambda_rank_test
