// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/sampled_softmax_cross_entropy.hpp>

#include <array>
#include <cmath>
#include <type_traits>

#include <doctest/doctest.h>

#include "../support/group_loss_checks.hpp"

namespace sampled_softmax_cross_entropy_test {

using namespace linnet;
using namespace linnet_test;

namespace {

double naive(const GroupedBatch& batch) {
    double total = 0;
    double groups = 0;
    for (const auto& [first, count] : groups_of(batch)) {
        double sum = 0;
        for (std::size_t r = first; r < first + count; ++r) {
            sum += std::exp(batch.scores[r] - batch.log_q[r]);
        }
        total += batch.weights[first] * (std::log(sum) - (batch.scores[first] - batch.log_q[first]));
        groups += 1;
    }
    return total / groups;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("sampled softmax cross-entropy is the mean over groups, in the same bits at every width", L,
                          groups) {
    check_group_loss<L>(SampledSoftmaxCrossEntropy{}, naive);
}
TEST_CASE_TEMPLATE_APPLY(groups, TestedWidths);

TEST_CASE("far scores neither overflow nor lose the loss") {
    const std::array<float, 3> scores{-500, 500, 0};
    const std::array<float, 3> labels{1, 0, 0};
    std::array<float, 3> gradient{};
    std::array<float, 3> scratch{};
    CHECK(SampledSoftmaxCrossEntropy{}.value_and_gradient<float, 4>(
              {scores.data(), 3, 1, 1}, {{labels.data(), 3, 1, 1}}, {gradient.data(), 3, 1, 1}, scratch.data()) ==
          1000.0F);
    CHECK(gradient == std::array<float, 3>{-1, 1, 0});
}

TEST_CASE("sampled softmax cross-entropy needs a positive first") {
    const std::array<float, 1> zero{0};
    std::array<float, 1> gradient{};
    std::array<float, 1> scratch{};
    CHECK_THROWS_AS((SampledSoftmaxCrossEntropy{}.value_and_gradient<float, 4>(
                        {zero.data(), 1, 1, 1}, {{zero.data(), 1, 1, 1}}, {gradient.data(), 1, 1, 1}, scratch.data())),
                    SettingError);
    static_assert(Loss<SampledSoftmaxCrossEntropy> && std::is_void_v<SampledSoftmaxCrossEntropy::fuses>);
}

} // namespace sampled_softmax_cross_entropy_test
