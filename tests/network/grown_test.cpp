// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/network/grown.hpp>

#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/train.hpp>

namespace grown_test {

using namespace linnet;

namespace {

using User = Categorical<"user">;
using Item = Categorical<"item">;
using Network = Sequential<Concat<Embedding<User, 5>, Embedding<Item, 5>>, Dense<1>, Sigmoid>;
using M = Model<Network, float, 4>;

Vocabularies<Network> some(int users, int items) {
    Vocabularies<Network> result;
    for (int i = 0; i < users; ++i) {
        result.of<User>().add(i);
    }
    for (int i = 0; i < items; ++i) {
        result.of<Item>().add(i);
    }
    return result;
}

Dataset<TypeList<User, Item>> samples(row_id users, row_id items) {
    Dataset<TypeList<User, Item>> data;
    for (row_id i = 0; i < 40; ++i) {
        data.add(i % 3 == 0 ? 1.0F : 0.0F, i % users, i * 7 % items);
    }
    return data;
}

bool equal(const M& a, const M& b, std::size_t block, std::size_t first, std::size_t last) {
    for (std::size_t r = first; r < last; ++r) {
        for (std::size_t c = 0; c < 5; ++c) {
            if (a.parameters()[block].values.view()(r, c) != b.parameters()[block].values.view()(r, c)) {
                return false;
            }
        }
    }
    return true;
}

} // namespace

TEST_CASE("a grown model has what it learned, and new rows as a new model would have them") {
    M model{3, some(4, 6)};
    fit(model, BinaryCrossEntropy{}, Adam{.learning_rate = 0.1}, samples(5, 7));
    const M larger = grown(model, some(9, 6));
    const M fresh{3, some(9, 6)};
    CHECK(larger.rows<User>() == 10);
    CHECK(larger.rows<Item>() == 7);
    CHECK(equal(larger, model, 0, 0, 5));
    CHECK(!equal(larger, fresh, 0, 0, 5));
    CHECK(equal(larger, fresh, 0, 5, 10));
    CHECK(equal(larger, model, 1, 0, 7));
    CHECK(larger.vocabulary<User>().find(8) == 9);
    CHECK(larger.parameters()[2].values.view()(3, 0) == model.parameters()[2].values.view()(3, 0));
}

TEST_CASE_TEMPLATE("a trainer goes on for the grown model as if nothing had happened", O, Adam, LazyAdam, SGD, Adagrad,
                   RowwiseAdagrad, FTRL) {
    O optimizer{};
    optimizer.learning_rate = 0.1;
    if constexpr (requires { optimizer.momentum; }) {
        optimizer.momentum = 0.9;
    }
    const auto data = samples(5, 7);
    M model{3, some(4, 6)};
    Trainer trainer{model, BinaryCrossEntropy{}, optimizer};
    trainer.clip_global_norm = 100.0;
    trainer.fit(data, {.epochs = 2, .batch_size = 16});
    M larger = grown(model, some(4, 16));
    Trainer next{larger, trainer};
    CHECK(next.steps() == trainer.steps());
    trainer.partial_fit(data, {.batch_size = 16});
    next.partial_fit(data, {.batch_size = 16});
    CHECK(equal(larger, model, 0, 0, 5));
    CHECK(equal(larger, model, 1, 0, 7));
    CHECK(equal(larger, M{3, some(4, 16)}, 1, 7, 17));
}

TEST_CASE("a vocabulary that moved an id is refused") {
    const M model{3, some(4, 6)};
    auto moved = some(4, 6);
    moved.of<Item>() = Vocabulary{};
    moved.of<Item>().add(5);
    CHECK_THROWS_WITH_AS((void)grown(model, moved),
                         "grown: feature 'item': id '0' of row 1 has another row in the new vocabulary; copy the "
                         "model's, and add to it",
                         SettingError);
    CHECK_THROWS_AS((void)grown(model, some(4, 5)), SettingError);
}

TEST_CASE("a trainer is for the rows that its model had") {
    const auto data = samples(5, 7);
    M model{3, some(4, 6)};
    Trainer trainer{model, BinaryCrossEntropy{}, Adam{}};
    trainer.fit(data);
    M larger = grown(model, some(40, 60));
    Trainer next{larger, trainer};
    const char* const sentence = "the trainer was made for 41 rows of '0.0.user.embedding', and the model has 5; for a "
                                 "model that has grown make a "
                                 "trainer by Trainer{model, trainer}";
    CHECK_THROWS_WITH_AS((Trainer{model, next}), sentence, SettingError);
    next.fit(samples(41, 61));
    std::swap(model, larger);
    CHECK_THROWS_WITH_AS(
        trainer.fit(samples(41, 61)),
        "the trainer was made for 5 rows of '0.0.user.embedding', and the model has 41; for a model that "
        "has grown make a trainer by Trainer{model, trainer}",
        SettingError);
    CHECK_THROWS_WITH_AS(next.fit(data), sentence, SettingError);
    std::swap(model, larger);
    CHECK_NOTHROW(trainer.fit(data));
    model = grown(model, some(40, 60));
    Trainer same_model{model, trainer};
    CHECK_NOTHROW(same_model.fit(samples(41, 61)));
}

TEST_CASE("a model that was made with numbers of rows grows by numbers, and never loses any") {
    M model{3, Rows<User>{10}, Rows<Item>{1000}};
    fit(model, BinaryCrossEntropy{}, Adam{.learning_rate = 0.1}, samples(10, 1000));
    const M larger = grown(model, Rows<User>{12});
    CHECK(larger.rows<User>() == 12);
    CHECK(larger.rows<Item>() == 1000);
    CHECK(equal(larger, model, 0, 0, 10));
    CHECK(equal(larger, model, 1, 0, 1000));
    CHECK(equal(larger, M{3, Rows<User>{12}, Rows<Item>{1000}}, 0, 10, 12));
    CHECK_THROWS_WITH_AS((void)grown(model, Rows<Item>{999}), "grown: feature 'item' has 1000 rows, and would have 999",
                         SettingError);
    CHECK_THROWS_WITH_AS((void)grown(model, some(20, 1)), "grown: feature 'item' has 1000 rows, and would have 2",
                         SettingError);
    CHECK(grown(model, some(20, 1200)).rows<Item>() == 1201);
    CHECK_THROWS_WITH_AS((void)grown(M{3, some(4, 6)}, Rows<User>{12}),
                         "grown: feature 'user' has a vocabulary; give one that has grown", SettingError);
}

TEST_CASE("a model that was moved from does not grow") {
    M model{3, some(4, 6)};
    const M moved = std::move(model);
    CHECK_THROWS_WITH_AS((void)grown(model, some(4, 7)), "the model was moved from", SettingError);
    CHECK(grown(moved, some(4, 7)).rows<Item>() == 8);
}

TEST_CASE("features that share a table grow together") {
    using Target = Categorical<"target">;
    using History = MultiCategorical<"history">;
    using Shared = Dot<Embedding<Target, 4, Table<"items">>, EmbeddingBag<History, 4, Mean, Table<"items">>>;
    Vocabularies<Shared> vocabularies;
    vocabularies.of<Target>().add("7");
    vocabularies.of<History>().add("8");
    const Model<Shared> model{1, vocabularies};
    vocabularies.of<History>().add("9");
    const Model<Shared> larger = grown(model, vocabularies);
    CHECK(larger.rows<Target>() == 4);
    CHECK(larger.vocabulary<Target>().find("9") == 3);
    const Model<Shared> sized{1, Rows<Target>{5}, Rows<History>{5}};
    CHECK_THROWS_WITH_AS((void)grown(sized, Rows<Target>{6}), "table 'items' is shared by features of 6 and 5 rows",
                         SettingError);
    CHECK(grown(sized, Rows<Target>{6}, Rows<History>{6}).rows<History>() == 6);
}

} // namespace grown_test
