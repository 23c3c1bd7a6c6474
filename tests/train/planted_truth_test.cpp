// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// A model learns what was planted in a synthetic log, and no more than there is to learn.

#include <cstddef>
#include <span>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/log/synthetic.hpp>
#include <linnet/log/time_split.hpp>
#include <linnet/losses.hpp>
#include <linnet/metrics.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/samples/encode.hpp>
#include <linnet/train/fit.hpp>

namespace planted_truth_test {

namespace ln = linnet;

TEST_CASE("factorization comes close to the planted taste, beyond popularity and never beyond the truth") {
    using User = ln::Categorical<"user">;
    using Item = ln::Categorical<"item">;
    using Factors = ln::Sequential<ln::Dot<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>, ln::Sigmoid>;
    using Popularity = ln::Sequential<ln::Embedding<Item, 1>, ln::Sigmoid>;

    const auto log = ln::synthetic_log({.interactions = 200'000});
    const auto split = ln::time_split(log.interactions,
                                      {.train = 0.8, .validation = 0.0}); // its times are in order: the log is only cut
    ln::Vocabularies<Factors> vocabularies;
    vocabularies.add<User, Item>(split.train);
    const auto train = ln::encode<User, Item>(split.train, vocabularies, ln::LikedFrom{4});
    const auto test = ln::encode<User, Item>(split.test, vocabularies, ln::LikedFrom{4});
    REQUIRE(test.size() == 40'000);

    const double truth =
        ln::Auc{}(std::span{log.probabilities}.subspan(train.size()), std::span<const float>(test.labels));
    const auto auc = [&](auto model, const auto& optimizer, std::size_t epochs) {
        ln::fit(model, ln::BinaryCrossEntropy{}, optimizer, train, {.epochs = epochs, .batch_size = 256});
        return ln::evaluate(model, ln::BinaryCrossEntropy{}, test, {ln::Auc{}}).metrics["auc"];
    };
    const double factors = auc(ln::Model<Factors>{1, vocabularies}, ln::Adam{.learning_rate = 0.003}, 9);
    const double popularity = auc(ln::Model<Popularity>{1, ln::Rows<Item>{vocabularies.of<Item>().size()}},
                                  ln::Adam{.learning_rate = 0.01}, 3);

    CAPTURE(truth);
    CAPTURE(factors);
    CAPTURE(popularity);
    CHECK(truth == doctest::Approx(0.797).epsilon(0.005));
    // The deviation of an AUC of 40 000 samples is 0.0023, that of the difference of two on the same samples smaller.
    CHECK(factors < truth + 0.0023);
    CHECK(factors > truth - 0.025);
    CHECK(popularity < factors - 0.04);
    CHECK(popularity > 0.7);
}

} // namespace planted_truth_test
