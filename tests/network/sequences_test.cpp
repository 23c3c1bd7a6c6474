// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// Networks of sequences, from a data set to a prediction.
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/linnet.hpp>
#include <linnet/testing/gradient_check.hpp>

#include "../support/eager_pool.hpp"

namespace sequences_test {

namespace ln = linnet;
using linnet_test::three_threads;

namespace {

using Seen = ln::Sequence<"seen", 12, 6>;
using Ratings = ln::Sequence<"ratings", 5, 6>;
using Item = ln::Categorical<"item", 12>;
using Features = ln::TypeList<Seen, Item>;

/// The item embedded beside the states of a GRU over what was seen before; both share the items' vectors.
using Recurrent =
    ln::Sequential<ln::Concat<ln::Sequential<ln::Embedding<Seen, 5, ln::Table<"items">>, ln::GRU<4, ln::LastState>>,
                              ln::Embedding<Item, 5, ln::Table<"items">>>,
                   ln::Dense<6>, ln::ReLU, ln::Dense<1>, ln::Sigmoid>;
/// A block of a transformer: residual branches over the steps.
using Attentive = ln::Sequential<
    ln::Concat<
        ln::Sequential<ln::Embedding<Seen, 4>, ln::Add<ln::Identity, ln::SelfAttention<2, ln::Causal>>, ln::LayerNorm,
                       ln::Add<ln::Identity, ln::Sequential<ln::Dense<8>, ln::ReLU, ln::Dense<4>>>, ln::Mean>,
        ln::Embedding<Item, 4>>,
    ln::Dense<1>, ln::Sigmoid>;
/// A network that ends in a pooling.
using Pooled = ln::Sequential<ln::Embedding<Seen, 3>, ln::Dense<2>, ln::Max>;

/// Item i is liked by those who saw item i - 1 last.
ln::Dataset<Features> liked_next() {
    ln::Dataset<Features> data;
    for (std::size_t i = 0; i < 600; ++i) {
        const ln::Random random{3, i};
        std::vector<ln::row_id> seen;
        for (std::size_t step = 0; step < random.below(9, 0); ++step) {
            seen.push_back(static_cast<ln::row_id>(random.below(12, step + 1)));
        }
        const bool next = random.below(2, 50) == 1;
        const auto other = static_cast<ln::row_id>(random.below(12, 51));
        const ln::row_id item = next && !seen.empty() ? (seen.back() + 1) % 12 : other;
        const bool liked = !seen.empty() && item == (seen.back() + 1) % 12;
        data.add(liked ? 1.0F : 0.0F, seen, item);
    }
    return data;
}

template <class Network, std::size_t W>
std::vector<float> trained(ln::Executor* executor = nullptr) {
    ln::Model<Network, float, W> model{7};
    const auto data = liked_next();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.02}, executor};
    trainer.fit(data, {.epochs = 3, .batch_size = 50});
    return ln::predict(model, data, 64, executor);
}

} // namespace

TEST_CASE("a network learns from the order of what was seen") {
    ln::Model<Recurrent> model{1};
    const auto data = liked_next();
    const auto before = ln::evaluate(model, ln::BinaryCrossEntropy{}, data, {ln::Auc{}}).metrics["auc"];
    ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.02}, data, {.epochs = 30, .batch_size = 32});
    const auto after = ln::evaluate(model, ln::BinaryCrossEntropy{}, data, {ln::Auc{}}).metrics["auc"];
    CHECK(before < 0.7);
    CHECK(after > 0.95);
}

TEST_CASE("training on sequences has the same bits at every width and number of threads") {
    CHECK(trained<Recurrent, 1>() == trained<Recurrent, 16>());
    CHECK(trained<Recurrent, 1>() == trained<Recurrent, 4>(&three_threads()));
    CHECK(trained<Attentive, 1>() == trained<Attentive, 16>());
    CHECK(trained<Attentive, 1>() == trained<Attentive, 4>(&three_threads()));
}

TEST_CASE("the gradients of networks of sequences are those of central differences") {
    CHECK(ln::check_gradients<Recurrent>());
    CHECK(ln::check_gradients<Attentive>());
    CHECK(ln::check_gradients<Pooled>());
}

TEST_CASE("a batch has the last ids of a long history, and an empty one is zeros") {
    ln::Model<Pooled> model{1};
    ln::Dataset<ln::TypeList<Seen>> data;
    data.add(0.0F, std::vector<ln::row_id>{1, 2, 3, 4, 5, 6, 7, 8});
    data.add(0.0F, std::vector<ln::row_id>{3, 4, 5, 6, 7, 8});
    data.add(0.0F, std::vector<ln::row_id>{});
    const auto predictions = ln::predict(model, data);
    CHECK(predictions[0] == predictions[2]);
    CHECK(predictions[1] == predictions[3]);
    CHECK(predictions[4] == 0.0F);
    CHECK(predictions[5] == 0.0F);
}

TEST_CASE("an unknown id in a sequence names its row, and sequences side by side must be equally long") {
    using Two = ln::Sequential<ln::Add<ln::Embedding<Seen, 3>, ln::Embedding<Ratings, 3>>, ln::Mean>;
    ln::Model<Two> model{1};
    ln::Model<Two>::Workspace workspace;
    const std::vector<std::uint64_t> offsets{0, 2, 2, 3};
    const std::vector<std::uint64_t> others{0, 2, 3, 3};
    const std::vector<ln::row_id> ids{1, 2, 4};
    const std::vector<ln::row_id> bad{1, 2, 99};
    CHECK(model.predict({3, {{offsets, ids, {}}, {offsets, ids, {}}}}, workspace).rows == 3);
    CHECK_THROWS_WITH_AS(static_cast<void>(model.predict({3, {{offsets, bad, {}}, {offsets, ids, {}}}}, workspace)),
                         "feature 'seen', row 2: id 99 is not below 12", ln::IdError);
    CHECK_THROWS_WITH_AS(static_cast<void>(model.predict({3, {{offsets, ids, {}}, {others, ids, {}}}}, workspace)),
                         "feature 'ratings', row 1: 1 steps, where the sequences beside them have 0", ln::SettingError);
}

TEST_CASE("a sequence has no weights, and says so") {
    ln::Model<Pooled> model{1};
    ln::Model<Pooled>::Workspace workspace;
    const std::vector<std::uint64_t> offsets{0, 2};
    const std::vector<ln::row_id> ids{1, 2};
    const std::vector<float> weights{1, 2};
    CHECK_THROWS_WITH_AS(static_cast<void>(model.predict({1, {{offsets, ids, weights}}}, workspace)),
                         "feature 'seen': the ids of a sequence have no weights", ln::SettingError);
}

TEST_CASE("the summary tells sequences from matrices") {
    ln::Description description;
    ln::Model<Attentive>{1}.describe(description);
    std::string shapes;
    for (const ln::LayerDescription& line : description.lines()) {
        shapes += line.label + (line.steps ? ": steps, " : ", ");
    }
    CHECK(shapes == "Concat, Embedding<seen>: steps, Add: steps, Identity: steps, SelfAttention<2, Causal>: steps, "
                    "LayerNorm: steps, Add: steps, Identity: steps, Dense<8>: steps, ReLU: steps, Dense<4>: steps, "
                    "Mean, Embedding<item>, Dense<1>, Sigmoid, ");
    CHECK(ln::summary(ln::Model<Attentive>{1}).find("batch x steps x 8") != std::string::npos);
}

} // namespace sequences_test
