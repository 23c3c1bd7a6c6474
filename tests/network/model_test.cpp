// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/network/model.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/network/summary.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/train/trainer.hpp>

#include "../support/reference_network.hpp"

namespace model_test {

using namespace linnet_test;

namespace {

using FixedUser = ln::Categorical<"user", 10>;
using Lenient = ln::Categorical<"item", 6, ln::UnknownId::use_row_0>;
using Small =
    ln::Sequential<ln::Concat<ln::Embedding<FixedUser, 3>, ln::Embedding<Lenient, 2>>, ln::Dense<1>, ln::Sigmoid>;

template <class ModelType>
float predict_one(const ModelType& model, ln::row_id user, ln::row_id item) {
    typename ModelType::Workspace workspace;
    const typename ModelType::batch_type batch{1, {std::span{&user, 1}, std::span{&item, 1}}};
    return model.predict(batch, workspace)(0, 0);
}

const std::array<ln::row_id, 3> users{1, 2, 3};
const std::array<ln::row_id, 3> items{3, 4, 5};

} // namespace

TEST_CASE("a model's numbers are a function of its seed") {
    const ln::Model<Small> model{7};
    const ln::Model<Small> again{7};
    const ln::Model<Small> other{8};
    CHECK(hash_of(model.parameters()) == hash_of(again.parameters()));
    CHECK(hash_of(model.parameters()) != hash_of(other.parameters()));
    CHECK(model.seed() == 7);
}

TEST_CASE("a model starts from the same numbers at every width, and in float from those of double, rounded") {
    const ln::Model<Small, double, 8> wide{7};
    CHECK(hash_of(ln::Model<Small, double, 1>{7}.parameters()) == hash_of(wide.parameters()));
    const ln::Model<Small, float, 16> single{7};
    CHECK(hash_of(ln::Model<Small, float, 2>{7}.parameters()) == hash_of(single.parameters()));
    for (std::size_t i = 0; i < wide.parameters().size(); ++i) {
        const auto d = wide.parameters()[i].values.view();
        const auto f = single.parameters()[i].values.view();
        CHECK(wide.parameters()[i].name == single.parameters()[i].name);
        for (std::size_t r = 0; r < d.rows; ++r) {
            for (std::size_t c = 0; c < d.columns; ++c) {
                CHECK(f(r, c) == static_cast<float>(d(r, c)));
            }
        }
    }
}

TEST_CASE("a prediction is what the layers' formulas give") {
    const ln::Model<Small, float, 4> model{1};
    const auto block = [&](std::size_t i) { return model.parameters()[i].values.view(); };
    double logit = static_cast<double>(block(3)(0, 0));
    for (std::size_t c = 0; c < 3; ++c) {
        logit += static_cast<double>(block(0)(9, c)) * static_cast<double>(block(2)(c, 0));
    }
    for (std::size_t c = 0; c < 2; ++c) {
        logit += static_cast<double>(block(1)(5, c)) * static_cast<double>(block(2)(3 + c, 0));
    }
    CHECK(predict_one(model, 9, 5) == doctest::Approx(1 / (1 + std::exp(-logit))).epsilon(1e-6));
}

TEST_CASE("an id that is no row is refused by name, or reads row 0, as its feature says") {
    const ln::Model<Small> model{1};
    CHECK_THROWS_WITH_AS(predict_one(model, 10, 5), "feature 'user', row 0: id 10 is not below 10", ln::IdError);
    CHECK(predict_one(model, 3, 77) == predict_one(model, 3, 0));
    CHECK(predict_one(model, 3, 77) != predict_one(model, 3, 1));
}

TEST_CASE("an unknown id in a list or deep in a batch is named by its row") {
    using Bag = ln::Sequential<ln::EmbeddingBag<ln::MultiCategorical<"seen", 5>, 4>, ln::Dense<1>>;
    const ln::Model<Bag> model;
    const std::array<std::uint64_t, 4> offsets{0, 2, 2, 4};
    const std::array<ln::row_id, 4> ids{1, 4, 0, 5};
    ln::Model<Bag>::Workspace workspace;
    CHECK_THROWS_WITH_AS(static_cast<void>(model.predict({3, {{offsets, ids, {}}}}, workspace)),
                         "feature 'seen', row 2: id 5 is not below 5", ln::IdError);
    // The workspace is fit for the next batch.
    const std::array<std::uint64_t, 2> one{0, 2};
    CHECK(model.predict({1, {{one, std::span{ids}.first(2), {}}}}, workspace).rows == 1);
}

TEST_CASE("a batch may lie anywhere in the user's memory") {
    using Place = ln::Numeric<"place", 3>;
    using Network = ln::Sequential<ln::Concat<ln::Input<Place>, ln::Embedding<FixedUser, 5>>, ln::Dense<2>, ln::Tanh>;
    const ln::Model<Network, float, 8> model{4};
    constexpr std::size_t rows = 11;
    std::vector<float> apart(1 + rows * 7, 99.0F); // rows 7 apart, from an address that is no multiple of a pack
    std::vector<ln::row_id> ids(1 + rows, 77);
    ln::Matrix<float> together(rows, 3);
    std::vector<ln::row_id> same_ids(rows);
    for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t c = 0; c < 3; ++c) {
            apart[1 + 7 * r + c] = together.view()(r, c) = static_cast<float>(r) - 2.5F * static_cast<float>(c);
        }
        ids[1 + r] = same_ids[r] = static_cast<ln::row_id>(r * r % 10);
    }
    decltype(model)::Workspace workspace, other;
    const decltype(model)::batch_type scattered{rows, {{apart.data() + 1, rows, 3, 7}, std::span{ids}.subspan(1)}};
    const decltype(model)::batch_type packed{rows, {together.view(), same_ids}};
    const auto got = model.predict(scattered, workspace);
    const auto want = model.predict(packed, other);
    REQUIRE(got.rows == rows);
    REQUIRE(got.columns == 2);
    for (std::size_t r = 0; r < rows; ++r) {
        CHECK(got(r, 0) == want(r, 0));
        CHECK(got(r, 1) == want(r, 1));
    }
}

TEST_CASE("a workspace serves batches of any size, in any order") {
    const ln::Model<Small> model{1};
    decltype(model)::Workspace workspace;
    std::vector<ln::row_id> many_users, many_items;
    for (ln::row_id i = 0; i < 70; ++i) {
        many_users.push_back(i % 10);
        many_items.push_back(i % 6);
    }
    for (const std::size_t rows : {3U, 70U, 0U, 1U, 33U}) {
        const auto out =
            model.predict({rows, {std::span{many_users}.first(rows), std::span{many_items}.first(rows)}}, workspace);
        REQUIRE(out.rows == rows);
        for (std::size_t r = 0; r < rows; ++r) {
            CHECK(out(r, 0) == predict_one(model, many_users[r], many_items[r]));
        }
    }
}

TEST_CASE("dynamic rows come from numbers or vocabularies") {
    const ln::Model<Reference> sized{1, ln::Rows<Item>{5}, ln::Rows<User>{8}};
    CHECK(sized.parameters()[0].values.rows() == 8);
    CHECK(sized.parameters()[1].values.rows() == 5);
    CHECK(sized.rows<Item>() == 5);
    CHECK_THROWS_WITH_AS((ln::Model<Reference>{1, ln::Rows<Item>{5}}),
                         "feature 'user' has a dynamic vocabulary: give the model its vocabulary or its number of rows",
                         ln::SettingError);
    ln::Vocabularies<Reference> vocabularies;
    vocabularies.of<User>().add("ann");
    const ln::Model<Reference> named{1, vocabularies};
    CHECK(named.rows<User>() == 2);
    CHECK(named.rows<Item>() == 1);
    CHECK(named.vocabulary<User>().find("ann") == 1);
}

TEST_CASE("a vocabulary that does not fit the type is refused") {
    ln::Vocabularies<Small> vocabularies;
    for (int i = 0; i < 6; ++i) {
        vocabularies.of<Lenient>().add(i);
    }
    CHECK_THROWS_WITH_AS((ln::Model<Small>{1, vocabularies}), "feature 'item' has 6 rows, but its vocabulary needs 7",
                         ln::SettingError);
}

TEST_CASE("a copy of a model is a model of its own") {
    ln::Model<Small> model{1};
    const ln::Model<Small> copy = model;
    const float before = predict_one(copy, 1, 1);
    model.parameters()[3].values.view()(0, 0) += 1.0F;
    CHECK(predict_one(copy, 1, 1) == before);
    CHECK(predict_one(model, 1, 1) > before);
}

TEST_CASE("lookups that name a table share its rows") {
    const ln::Model<Everything> model{1, ln::Rows<User>{40}, ln::Rows<Item>{30}};
    std::size_t named = 0;
    for (const auto& block : model.parameters()) {
        named += block.name == "users";
    }
    CHECK(named == 1);
}

TEST_CASE("features that share a dynamic table must have equally many rows") {
    using Target = ln::Categorical<"target">;
    using Seen = ln::Categorical<"seen">;
    using Shared = ln::Dot<ln::Embedding<Target, 4, ln::Table<"items">>, ln::Embedding<Seen, 4, ln::Table<"items">>>;
    CHECK_NOTHROW((ln::Model<Shared>{1, ln::Rows<Target>{5}, ln::Rows<Seen>{5}}));
    CHECK_THROWS_WITH_AS((ln::Model<Shared>{1, ln::Rows<Target>{5}, ln::Rows<Seen>{6}}),
                         "table 'items' is shared by features of 5 and 6 rows", ln::SettingError);
}

TEST_CASE("a loss fused with the last layer agrees with the layer and the plain formula") {
    const ln::Model<Small, double, 2> model{3};
    const std::array<double, 3> labels{1, 0, 1};
    const decltype(model)::batch_type batch{3, {users, items}};
    decltype(model)::Workspace workspace;
    double expected = 0;
    const auto out = model.predict(batch, workspace);
    for (std::size_t i = 0; i < 3; ++i) {
        expected -= std::log(labels[i] == 1 ? out(i, 0) : 1 - out(i, 0)) / 3;
    }
    const double loss = model.loss(ln::BinaryCrossEntropy{}, batch, {{labels.data(), 3, 1, 1}}, workspace);
    CHECK(loss == doctest::Approx(expected).epsilon(1e-14));
}

TEST_CASE("labels and weights that do not fit the batch are refused") {
    const ln::Model<Small, float, 4> model{3};
    decltype(model)::Workspace workspace;
    const std::array<float, 4> numbers{1, 0, 1, 0};
    const decltype(model)::batch_type batch{3, {users, items}};
    const auto loss = [&](ln::ConstMatrixView<float> labels, std::span<const float> weights) {
        return model.loss(ln::BinaryCrossEntropy{}, batch, {labels, weights}, workspace);
    };
    CHECK_THROWS_WITH_AS(
        static_cast<void>(loss({numbers.data(), 2, 1, 1}, {})),
        "a batch of 3 rows needs 3 x 1 labels and as many weights as rows, or none; it has 2 x 1 and 0",
        ln::SettingError);
    CHECK_THROWS_AS(static_cast<void>(loss({numbers.data(), 3, 2, 1}, {})), ln::SettingError);
    CHECK_THROWS_WITH_AS(
        static_cast<void>(loss({numbers.data(), 3, 1, 1}, numbers)),
        "a batch of 3 rows needs 3 x 1 labels and as many weights as rows, or none; it has 3 x 1 and 4",
        ln::SettingError);
    CHECK(std::isfinite(loss({numbers.data(), 3, 1, 1}, std::span{numbers}.first(3))));
}

TEST_CASE("a model that is moved keeps its numbers") {
    ln::Model<Small> model{1};
    const float before = predict_one(model, 1, 1);
    const ln::Model<Small> moved = std::move(model);
    CHECK(predict_one(moved, 1, 1) == before);
}

TEST_CASE("a model that was moved from says so, until it is given another") {
    using M = ln::Model<Small>;
    M model{1};
    M other = std::move(model);
    const char* const sentence = "the model was moved from";
    M::Workspace workspace;
    const M::batch_type batch{3, {users, items}};
    std::array<float, 3> labels{1, 0, 1};
    const ln::MatrixView<float> column{labels.data(), 3, 1, 1};
    ln::Gradients<float> gradients{other.parameters()};
    CHECK_THROWS_WITH_AS((void)model.predict(batch, workspace), sentence, ln::SettingError);
    CHECK_THROWS_WITH_AS((void)model.logits(batch, workspace), sentence, ln::SettingError);
    CHECK_THROWS_WITH_AS((void)model.loss(ln::BinaryCrossEntropy{}, batch, column, workspace), sentence,
                         ln::SettingError);
    CHECK_THROWS_WITH_AS(
        (void)model.add_gradients(ln::BinaryCrossEntropy{}, batch, column, ln::Step{1}, gradients, workspace), sentence,
        ln::SettingError);
    CHECK_THROWS_WITH_AS((void)model.parameters(), sentence, ln::SettingError);
    CHECK_THROWS_WITH_AS((void)std::as_const(model).parameters(), sentence, ln::SettingError);
    CHECK_THROWS_WITH_AS((void)ln::summary(model), sentence, ln::SettingError);
    CHECK_THROWS_WITH_AS((void)ln::Trainer(model, ln::BinaryCrossEntropy{}, ln::SGD{}), sentence, ln::SettingError);
    const M copy = model;
    CHECK_THROWS_WITH_AS((void)copy.predict(batch, workspace), sentence, ln::SettingError);
    model = other;
    CHECK(predict_one(model, 1, 1) == predict_one(other, 1, 1));
}

TEST_CASE("a network without parameters is never taken for one that was moved from") {
    using Free = ln::Sequential<ln::Input<ln::Numeric<"x">>, ln::Sigmoid>;
    ln::Model<Free> model{1};
    const ln::Model<Free> moved = std::move(model);
    CHECK(moved.parameters().size() == 0);
}

TEST_CASE("features that share a table read the same rows by one vocabulary") {
    using Target = ln::Categorical<"target">;
    using History = ln::MultiCategorical<"history">;
    using Shared =
        ln::Dot<ln::Embedding<Target, 4, ln::Table<"items">>, ln::EmbeddingBag<History, 4, ln::Table<"items">>>;
    ln::Vocabularies<Shared> vocabularies;
    for (const char* id : {"5", "7"}) {
        vocabularies.of<Target>().add(id);
    }
    vocabularies.of<History>().add("7");
    vocabularies.of<History>().add("9");
    const ln::Model<Shared> model{1, vocabularies};
    CHECK(model.rows<Target>() == 4);
    CHECK(model.rows<History>() == 4);
    CHECK(model.parameters().size() == 1);
    CHECK(model.vocabulary<Target>().find("7") == model.vocabulary<History>().find("7"));
    // The score of an item and a history of itself alone is the square of its vector.
    const ln::row_id seven = model.vocabulary<History>().find("7");
    const std::array<std::uint64_t, 2> offsets{0, 1};
    decltype(model)::Workspace workspace;
    const decltype(model)::batch_type batch{1, {std::span{&seven, 1}, {offsets, std::span{&seven, 1}, {}}}};
    const auto row = model.parameters()[0].values.view().row_span(2);
    float square = 0;
    for (const float x : row) {
        square += x * x;
    }
    CHECK(model.predict(batch, workspace)(0, 0) == doctest::Approx(square));
}

TEST_CASE("a named table never is another layer's own, whatever it is called") {
    using First = ln::Dot<ln::Embedding<FixedUser, 4>, ln::Embedding<FixedUser, 4, ln::Table<"0.user.embedding">>>;
    CHECK_THROWS_WITH_AS(ln::Model<First>{1}, "table '0.user.embedding' has the name of another parameter block",
                         ln::SettingError);
    using Second = ln::Dot<ln::Embedding<FixedUser, 4, ln::Table<"1.user.embedding">>, ln::Embedding<FixedUser, 4>>;
    const ln::Model<Second> model{1};
    CHECK(model.parameters().size() == 2);
    CHECK(model.parameters()[1].name == "1.user.embedding_1");
}

TEST_CASE("the logits of a network are what its last activation reads") {
    using Classes = ln::Sequential<ln::Embedding<FixedUser, 5>, ln::Dense<3>, ln::Softmax>;
    const ln::Model<Classes> model{1};
    decltype(model)::Workspace workspace;
    const decltype(model)::batch_type batch{3, {users}};
    const auto logits = model.logits(batch, workspace);
    std::array<double, 9> expected{};
    for (std::size_t r = 0; r < 3; ++r) {
        double sum = 0.0;
        for (std::size_t c = 0; c < 3; ++c) {
            sum += std::exp(static_cast<double>(logits(r, c)));
        }
        CHECK(sum != doctest::Approx(3 * std::exp(1.0 / 3)).epsilon(1e-3)); // probabilities would sum to 1
        for (std::size_t c = 0; c < 3; ++c) {
            expected[3 * r + c] = std::exp(static_cast<double>(logits(r, c))) / sum;
        }
    }
    const auto probabilities = model.predict(batch, workspace);
    for (std::size_t r = 0; r < 3; ++r) {
        for (std::size_t c = 0; c < 3; ++c) {
            CHECK(probabilities(r, c) == doctest::Approx(expected[3 * r + c]).epsilon(1e-5));
        }
    }
}

TEST_CASE("a loss is fused with the last layer of a Sequential inside a Sequential, in the same bits") {
    using Lookup = ln::Concat<ln::Embedding<FixedUser, 3>, ln::Embedding<Lenient, 2>>;
    using Nested = ln::Sequential<Lookup, ln::Sequential<ln::Dense<1>, ln::Sigmoid>>;
    using Deep = ln::Sequential<ln::Sequential<Lookup, ln::Sequential<ln::Sequential<ln::Dense<1>, ln::Sigmoid>>>>;
    const std::array<float, 3> labels{1, 0, 1};
    const auto loss_and_gradient = [&]<class Network>() {
        ln::Model<Network> model{3};
        typename ln::Model<Network>::Workspace workspace;
        ln::Gradients<float> gradients{model.parameters()};
        const typename ln::Model<Network>::batch_type batch{3, {users, items}};
        const float loss =
            model.add_gradients(ln::BinaryCrossEntropy{}, batch, ln::ConstMatrixView<float>{labels.data(), 3, 1, 1},
                                ln::Step{1}, gradients, workspace);
        return std::pair{loss, gradients[2].dense.view()(4, 0)};
    };
    const auto flat = loss_and_gradient.template operator()<Small>();
    CHECK(loss_and_gradient.template operator()<Nested>() == flat);
    CHECK(loss_and_gradient.template operator()<Deep>() == flat);
}

} // namespace model_test
