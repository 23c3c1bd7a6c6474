// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/bpr.hpp>

#include <array>
#include <cmath>
#include <type_traits>

#include <doctest/doctest.h>

#include "../support/group_loss_checks.hpp"

namespace bpr_test {

using namespace linnet;
using namespace linnet_test;

namespace {

double naive(const GroupedBatch& batch) {
    double total = 0;
    double pairs = 0;
    for (const auto& [first, count] : groups_of(batch)) {
        for (std::size_t r = first + 1; r < first + count; ++r) {
            total += batch.weights[first] * std::log1p(std::exp(batch.scores[r] - batch.scores[first]));
            pairs += 1;
        }
    }
    return pairs == 0 ? 0 : total / pairs;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE(
    "bpr is the mean over pairs of its formula, with its gradient, in the same bits at every width", L, pairs) {
    check_group_loss<L>(Bpr{}, naive);
}
TEST_CASE_TEMPLATE_APPLY(pairs, TestedWidths);

TEST_CASE("a pair in order costs little, one out of order its distance") {
    std::array<float, 2> scores{1000, 0};
    const std::array<float, 2> labels{1, 0};
    std::array<float, 2> gradient{};
    std::array<float, 2> scratch{};
    const auto value = [&] {
        return Bpr{}.value_and_gradient<float, 4>({scores.data(), 2, 1, 1}, {{labels.data(), 2, 1, 1}},
                                                  {gradient.data(), 2, 1, 1}, scratch.data());
    };
    CHECK(value() == 0.0F);
    CHECK(gradient == std::array<float, 2>{0, 0});
    scores = {0, 1000};
    CHECK(value() == 1000.0F);
    CHECK(gradient == std::array<float, 2>{-1, 1});
}

TEST_CASE("bpr needs a positive first, and one score per row") {
    const std::array<float, 4> scores{1, 2, 3, 4};
    const std::array<float, 4> labels{0, 1, 0, 0};
    std::array<float, 4> gradient{};
    std::array<float, 4> scratch{};
    CHECK_THROWS_WITH_AS((Bpr{}.value_and_gradient<float, 4>({scores.data(), 4, 1, 1}, {{labels.data(), 4, 1, 1}},
                                                             {gradient.data(), 4, 1, 1}, scratch.data())),
                         "bpr: a batch must begin with a positive, a row of label 1 with its negatives behind it; see "
                         "with_negatives",
                         SettingError);
    CHECK_THROWS_WITH_AS((Bpr{}.value_and_gradient<float, 4>({scores.data(), 2, 2, 2}, {{labels.data(), 2, 2, 2}},
                                                             {gradient.data(), 2, 2, 2}, scratch.data())),
                         "bpr compares rows of one score, not of 2", SettingError);
    static_assert(Loss<Bpr> && std::is_void_v<Bpr::fuses>);
}

} // namespace bpr_test
