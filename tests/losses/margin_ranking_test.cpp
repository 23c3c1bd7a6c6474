// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/margin_ranking.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include "../support/group_loss_checks.hpp"
#include "../support/torch_layers.hpp"
#include "../support/torch_losses_golden.hpp"

namespace margin_ranking_test {

using namespace linnet;
using namespace linnet_test;

namespace {

auto naive(double margin) {
    return [margin](const GroupedBatch& batch) {
        double total = 0;
        double pairs = 0;
        for (const auto& [first, count] : groups_of(batch)) {
            for (std::size_t r = first + 1; r < first + count; ++r) {
                total += batch.weights[first] * std::max(0.0, margin - batch.scores[first] + batch.scores[r]);
                pairs += 1;
            }
        }
        return pairs == 0 ? 0 : total / pairs;
    };
}

/// Value and gradient of one group: a positive, then its negatives.
struct OfGroup {
    float value;
    std::vector<float> gradient;
};
OfGroup of_group(const MarginRanking& loss, std::vector<float> scores, std::span<const float> weights = {}) {
    const std::size_t n = scores.size();
    std::vector<float> labels(n);
    labels[0] = 1;
    std::vector<float> gradient(n, std::numeric_limits<float>::quiet_NaN());
    std::vector<float> scratch(n);
    const float value = loss.value_and_gradient<float, 4>({scores.data(), n, 1, 1}, {{labels.data(), n, 1, 1}, weights},
                                                          {gradient.data(), n, 1, 1}, scratch.data());
    return {value, gradient};
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("margin ranking is its formula, with its gradient, in the same bits at every width", L,
                          groups) {
    check_group_loss<L>(MarginRanking{}, naive(1.0));
    check_group_loss<L>(MarginRanking{.margin = 0.3}, naive(0.3));
}
TEST_CASE_TEMPLATE_APPLY(groups, TestedWidths);

TEST_CASE("a pair in order by the margin costs nothing, one out of order its distance and the margin") {
    const auto got = of_group({.margin = 2}, {5, 3, 4, 8, -100});
    CHECK(got.value == (0.0F + 1.0F + 5.0F + 0.0F) / 4);
    CHECK(got.gradient == std::vector<float>{-0.5F, 0, 0.25F, 0.25F, 0});
    const std::array<float, 5> weights{2, 7, 7, 7, 7}; // that of the positive counts
    CHECK(of_group({.margin = 2}, {5, 3, 4, 8, -100}, weights).value == 2 * got.value);
    CHECK(std::isnan(of_group({}, {1, std::numeric_limits<float>::quiet_NaN()}).value));
}

TEST_CASE_TEMPLATE("margin ranking and its gradient are PyTorch's", T, float, double) {
    // The positive of the golden script is its fifth score.
    constexpr std::array<std::size_t, 12> order{4, 0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11};
    GuardedMatrix<T> scores{12, 1, 0};
    GuardedMatrix<T> labels{12, 1, 0};
    labels.fill(T{0});
    labels.view()(0, 0) = T{1};
    for (std::size_t r = 0; r < 12; ++r) {
        scores.view()(r, 0) = static_cast<T>(4 * golden_input(0, order[r]));
    }
    const auto got = loss_of<Lanes<T, 4>>(MarginRanking{.margin = 0.5}, scores, {labels.view()});
    const double tolerance = 64 * static_cast<double>(std::numeric_limits<T>::epsilon());
    CHECK(std::abs(static_cast<double>(got[0]) - torch_golden::margin_ranking[0]) <= tolerance);
    for (std::size_t r = 0; r < 12; ++r) {
        CHECK(std::abs(static_cast<double>(got[1 + r]) - torch_golden::margin_ranking[1 + order[r]]) <= tolerance);
    }
}

TEST_CASE("margin ranking refuses batches that are no groups, and margins out of range") {
    std::array<float, 4> scores{1, 2, 3, 4};
    std::array<float, 4> labels{0, 1, 0, 0};
    std::array<float, 4> gradient{};
    std::array<float, 4> scratch{};
    const auto run = [&](const MarginRanking& loss, std::size_t columns = 1) {
        return loss.value_and_gradient<float, 4>({scores.data(), 4 / columns, columns, columns},
                                                 {{labels.data(), 4 / columns, columns, columns}},
                                                 {gradient.data(), 4 / columns, columns, columns}, scratch.data());
    };
    CHECK_THROWS_WITH_AS(
        run({}),
        "margin ranking: a batch must begin with a positive, a row of label 1 with its negatives behind it; see "
        "with_negatives",
        SettingError);
    CHECK_THROWS_WITH_AS(run({}, 2), "margin ranking compares rows of one score, not of 2", SettingError);
    labels = {1, 0, 0, std::numeric_limits<float>::quiet_NaN()};
    CHECK_THROWS_WITH_AS(run({}), "margin ranking, row 3: the label nan is not a finite number", LabelError);
    labels = {1, 0, 0, 1};
    CHECK_THROWS_WITH_AS(run({}), "margin ranking, row 3: a positive has no negative behind it; see with_negatives",
                         SettingError);
    labels = {1, 0, 0, 0};
    CHECK_NOTHROW(run({}));
    CHECK_THROWS_WITH_AS(run({.margin = -1}), "margin ranking: a margin of -1.000000 is not 0 or more, and finite",
                         SettingError);
    CHECK_THROWS_AS(run({.margin = std::numeric_limits<double>::infinity()}), SettingError);
    CHECK_THROWS_AS(run({.margin = std::numeric_limits<double>::quiet_NaN()}), SettingError);
    CHECK_NOTHROW(run({.margin = 0}));
    const std::array<float, 4> weights{-1, 1, 1, 1};
    CHECK_THROWS_WITH_AS(of_group({}, {1, 2, 3, 4}, weights),
                         "margin ranking, row 0: the weight -1.000000 is not 0 or more, and finite", LabelError);
    CHECK(MarginRanking{}.value_and_gradient<float, 4>(ConstMatrixView<float>{nullptr, 0, 1, 1},
                                                       ConstMatrixView<float>{nullptr, 0, 1, 1},
                                                       MatrixView<float>{nullptr, 0, 1, 1}, nullptr) == 0.0F);
    static_assert(PredictionLoss<MarginRanking> && !SampleLoss<MarginRanking> && std::is_void_v<MarginRanking::fuses>);
}

} // namespace margin_ranking_test
