// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// Towers trained by the softmax over a batch rank as well as those that are trained by sampled negatives.

#include <cstddef>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/log/leave_one_out.hpp>
#include <linnet/log/synthetic.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/log/without_duplicates.hpp>
#include <linnet/losses.hpp>
#include <linnet/metrics.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/recommend/evaluate_ranking.hpp>
#include <linnet/recommend/model_scorer.hpp>
#include <linnet/recommend/most_popular.hpp>
#include <linnet/samples/encode.hpp>
#include <linnet/samples/with_negatives.hpp>
#include <linnet/train/fit.hpp>

namespace towers_learn_test {

namespace ln = linnet;

TEST_CASE("in-batch softmax finds the planted taste, as well as 8 negatives for each positive") {
    using User = ln::Categorical<"user">;
    using Item = ln::Categorical<"item">;
    using Network = ln::Add<ln::Dot<ln::Sequential<ln::Embedding<User, 8>, ln::Dense<8>>,
                                    ln::Sequential<ln::Embedding<Item, 8>, ln::Dense<8>>>,
                            ln::Embedding<Item, 1, ln::Zeros>>;
    using M = ln::Model<Network>;

    const ln::Interactions all =
        ln::synthetic_log(
            {.users = 500, .items = 300, .interactions = 40'000, .dimensions = 3, .popularity = 0.2, .taste = 5.0})
            .interactions;
    ln::Interactions liked;
    for (std::size_t row = 0; row < all.size(); ++row) {
        if (all.ratings[row] > 3.0F) {
            liked.users.push_back(all.users[row]);
            liked.items.push_back(all.items[row]);
            liked.timestamps.push_back(all.timestamps[row]);
        }
    }
    const ln::LogSplit split = ln::leave_one_out(ln::without_duplicates(liked, ln::Keep::last));
    ln::Vocabularies<ln::TypeList<User, Item>> vocabularies;
    vocabularies.add<User, Item>(split.train);
    const auto log_of = [&](const auto& data) {
        return ln::UserItems{data.template column<User>().ids, data.template column<Item>().ids,
                             vocabularies.of<User>().size(), vocabularies.of<Item>().size()};
    };
    const auto train = ln::encode<User, Item>(split.train, vocabularies, ln::ImplicitPositive{});
    const ln::UserItems had = log_of(train);
    const ln::UserItems validation =
        log_of(ln::encode<User, Item>(split.validation, vocabularies, ln::ImplicitPositive{}));
    const ln::UserItems test = log_of(ln::encode<User, Item>(split.test, vocabularies, ln::ImplicitPositive{}));
    const auto quality = [&](const auto& scorer) {
        return ln::evaluate_ranking(scorer, test, {.metrics = {ln::NdcgAt{10}}, .exclude_seen = {&had, &validation}})
            .accuracy["ndcg@10"];
    };

    M by_batch{1, vocabularies};
    ln::fit(by_batch, ln::InBatchSoftmax<User, Item>{.known = &had, .candidate_sampling_probability = had.counts()},
            ln::LazyAdam{.learning_rate = 3e-3}, train, {.epochs = 10, .batch_size = 128});
    M by_negatives{1, vocabularies};
    const auto source = ln::with_negatives<User, Item>(train, had, ln::InBatchNegatives{.count = 8}, {.seed = 1});
    ln::fit(by_negatives, ln::SampledSoftmaxCrossEntropy{}, ln::LazyAdam{.learning_rate = 3e-3}, source,
            {.epochs = 10, .batch_size = 128});

    const double popular = quality(ln::MostPopular<float>{had});
    const double batch = quality(ln::ModelScorer<M, User, Item>{by_batch});
    const double negatives = quality(ln::ModelScorer<M, User, Item>{by_negatives});
    CAPTURE(popular);
    CAPTURE(negatives);
    CHECK(batch > popular + 0.03);
    CHECK(batch > negatives - 0.01);
}

} // namespace towers_learn_test
