// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/sampled_softmax_cross_entropy.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>
#include <linnet/log/negative_samplers.hpp>
#include <linnet/log/user_items.hpp>

#include "../support/group_loss_checks.hpp"
#include "../support/torch_layers.hpp"
#include "../support/torch_losses_golden.hpp"

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

namespace {

/// 8 users had item 1, one had item 2 and 3 had item 4.
UserItems some_log() {
    std::vector<row_id> users;
    std::vector<row_id> items;
    for (const auto& [item, count] : {std::pair<row_id, row_id>{1, 8}, {2, 1}, {4, 3}}) {
        for (row_id user = 0; user < count; ++user) {
            users.push_back(user);
            items.push_back(item);
        }
    }
    return {users, items, 8, 5};
}

/// A batch of groups of so many rows, each of which is a positive and the items that a sampler drew for it.
template <class T>
struct Drawn {
    template <class Sampler>
    Drawn(const Sampler& sampler, std::span<const row_id> items, std::size_t group)
        : scores{items.size(), 1}, labels{items.size(), 1} {
        for (std::size_t r = 0; r < items.size(); ++r) {
            labels.view()(r, 0) = r % group == 0 ? T{1} : T{0};
            log_q.push_back(static_cast<T>(sampler.log_q(items[r])));
        }
    }
    std::vector<T> loss(bool corrected) {
        Targets<T> targets{labels.view()};
        if (corrected) {
            targets.log_q = log_q;
        }
        return loss_of<Lanes<T, 4>>(SampledSoftmaxCrossEntropy{}, scores, targets);
    }

    GuardedMatrix<T> scores;
    GuardedMatrix<T> labels;
    std::vector<T> log_q;
};

} // namespace

TEST_CASE_TEMPLATE("sampled softmax cross-entropy with the log q of a sampler is PyTorch's", T, float, double) {
    constexpr std::array<row_id, 12> items{2, 1, 1, 4, 1, 4, 2, 1, 4, 2, 4, 1}; // as in the golden script
    const auto check = [&](const auto& sampler, bool corrected, const std::array<double, 13>& want) {
        Drawn<T> drawn{sampler, items, 4};
        for (std::size_t r = 0; r < items.size(); ++r) {
            drawn.scores.view()(r, 0) = static_cast<T>(4 * golden_input(0, r));
        }
        const std::vector<T> got = drawn.loss(corrected);
        check_golden<T>(ConstMatrixView<T>{got.data(), 1, 13, 13}, want);
    };
    const UserItems log = some_log();
    check(PopularityNegatives::Sampler{{}, log}, true, torch_golden::popularity_sampled_softmax);
    // A constant changes no softmax, so that a uniform sampler may leave it out.
    check(UniformNegatives::Sampler{{}, log}, true, torch_golden::uniform_sampled_softmax);
    check(UniformNegatives::Sampler{{}, log}, false, torch_golden::uniform_sampled_softmax);
}

TEST_CASE("with many negatives of any sampler it is the softmax over all items") {
    constexpr std::array<double, 5> scores{0, 0.5, 2, 0, -1}; // row 0 is never drawn, item 3 by nobody
    constexpr std::size_t draws = 20'000;
    const UserItems log = some_log();
    const auto check = [&](const auto& sampler, std::initializer_list<std::size_t> can_be_drawn) {
        std::vector<row_id> items{2};
        for (std::size_t i = 0; i < draws; ++i) {
            items.push_back(sampler.draw(Random{5, 6}, i));
        }
        Drawn<double> drawn{sampler, items, items.size()};
        for (std::size_t r = 0; r < items.size(); ++r) {
            drawn.scores.view()(r, 0) = scores[items[r]];
        }
        double total = 0;
        for (const std::size_t item : can_be_drawn) {
            total += std::exp(scores[item]);
        }
        const double positive = scores[2] - sampler.log_q(2);
        CHECK(drawn.loss(true)[0] + positive - std::log(draws) == doctest::Approx(std::log(total)).epsilon(0.02));
    };
    check(UniformNegatives::Sampler{{}, log}, {1, 2, 3, 4});
    check(PopularityNegatives::Sampler{{}, log}, {1, 2, 4});
    check(PopularityNegatives::Sampler{PopularityNegatives{.alpha = 1.5}, log}, {1, 2, 4});
}

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
