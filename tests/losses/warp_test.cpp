// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/warp.hpp>

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

namespace warp_test {

using namespace linnet;
using namespace linnet_test;

namespace {

auto naive(double margin) {
    return [margin](const GroupedBatch& batch) {
        double total = 0;
        const auto groups = groups_of(batch);
        for (const auto& [first, count] : groups) {
            double violators = 0;
            double harmonic = 0;
            double sum = 0;
            for (std::size_t r = first + 1; r < first + count; ++r) {
                const double missing = margin - batch.scores[first] + batch.scores[r];
                violators += missing > 0 ? 1 : 0;
                harmonic += missing > 0 ? 1 / violators : 0;
                sum += std::max(0.0, missing);
            }
            total += violators == 0 ? 0 : batch.weights[first] * harmonic / violators * sum;
        }
        return total / static_cast<double>(groups.size());
    };
}

/// Value and gradient of one group: a positive, then its negatives.
struct OfGroup {
    float value;
    std::vector<float> gradient;
};
OfGroup of_group(const Warp& loss, std::vector<float> scores, std::span<const float> weights = {}) {
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

TEST_CASE_TEMPLATE_DEFINE("warp is its formula, with its gradient, in the same bits at every width", L, groups) {
    check_group_loss<L>(Warp{}, naive(1.0));
    check_group_loss<L>(Warp{.margin = 2.3}, naive(2.3));
}
TEST_CASE_TEMPLATE_APPLY(groups, TestedWidths);

TEST_CASE("each further violator counts for less") {
    CHECK(of_group({}, {5, 3, 4, -100}).value == 0.0F); // in order by the margin
    CHECK(of_group({}, {5, 3, 4, -100}).gradient == std::vector<float>{0, 0, 0, 0});
    CHECK(of_group({}, {5, 6, -100}).value == 2.0F); // rank 1: L = 1
    CHECK(of_group({}, {5, 6, -100}).gradient == std::vector<float>{-1, 1, 0});
    const auto two = of_group({}, {5, 6, -100, 8}); // rank 2: L = 1.5, so 0.75 for each
    CHECK(two.value == 0.75F * (2 + 4));
    CHECK(two.gradient == std::vector<float>{-1.5F, 0.75F, 0, 0.75F});
    const auto four = of_group({.margin = 2}, {0, 0, 0, 0, 0}); // L = 25 / 12
    CHECK(four.value == doctest::Approx(2 * 25.0 / 12));
    const std::array<float, 4> weights{2, 7, 7, 7}; // that of the positive counts
    CHECK(of_group({}, {5, 6, -100, 8}, weights).value == 2 * two.value);
    CHECK(std::isnan(of_group({}, {1, std::numeric_limits<float>::quiet_NaN()}).value));
}

TEST_CASE("warp refuses batches that are no groups, and margins out of range") {
    std::array<float, 4> scores{1, 2, 3, 4};
    std::array<float, 4> labels{0, 1, 0, 0};
    std::array<float, 4> gradient{};
    std::array<float, 4> scratch{};
    const auto run = [&](const Warp& loss, std::size_t columns = 1) {
        return loss.value_and_gradient<float, 4>({scores.data(), 4 / columns, columns, columns},
                                                 {{labels.data(), 4 / columns, columns, columns}},
                                                 {gradient.data(), 4 / columns, columns, columns}, scratch.data());
    };
    CHECK_THROWS_WITH_AS(run({}),
                         "warp: a batch must begin with a positive, a row of label 1 with its negatives behind it; see "
                         "with_negatives",
                         SettingError);
    CHECK_THROWS_WITH_AS(run({}, 2), "warp compares rows of one score, not of 2", SettingError);
    labels = {1, 0, 0, std::numeric_limits<float>::quiet_NaN()};
    CHECK_THROWS_WITH_AS(run({}), "warp, row 3: the label nan is not a finite number", LabelError);
    labels = {1, 0, 0, 1};
    CHECK_THROWS_WITH_AS(run({}), "warp, row 3: a positive has no negative behind it; see with_negatives",
                         SettingError);
    labels = {1, 0, 0, 0};
    CHECK_NOTHROW(run({}));
    CHECK_THROWS_WITH_AS(run({.margin = -1}), "warp: a margin of -1.000000 is not above 0 and finite", SettingError);
    CHECK_THROWS_AS(run({.margin = std::numeric_limits<double>::infinity()}), SettingError);
    CHECK_THROWS_AS(run({.margin = std::numeric_limits<double>::quiet_NaN()}), SettingError);
    CHECK_THROWS_AS(run({.margin = 0}), SettingError);
    const std::array<float, 4> weights{-1, 1, 1, 1};
    CHECK_THROWS_WITH_AS(of_group({}, {1, 2, 3, 4}, weights),
                         "warp, row 0: the weight -1.000000 is not 0 or more, and finite", LabelError);
    CHECK(Warp{}.value_and_gradient<float, 4>(ConstMatrixView<float>{nullptr, 0, 1, 1},
                                              ConstMatrixView<float>{nullptr, 0, 1, 1},
                                              MatrixView<float>{nullptr, 0, 1, 1}, nullptr) == 0.0F);
    static_assert(PredictionLoss<Warp> && !SampleLoss<Warp> && std::is_void_v<Warp::fuses>);
}

} // namespace warp_test
