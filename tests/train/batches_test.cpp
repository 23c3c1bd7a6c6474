// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/batches.hpp>

#include <string>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/layers.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/network/grown.hpp>
#include <linnet/optimizers/sgd.hpp>
#include <linnet/recommend/recommend.hpp>
#include <linnet/samples/encode.hpp>
#include <linnet/samples/with_negatives.hpp>
#include <linnet/train/evaluate.hpp>
#include <linnet/train/fit.hpp>
#include <linnet/train/predict.hpp>

#include "../support/reference_network.hpp"

namespace batches_test {

using namespace linnet_test;

namespace {

using Model = ln::Model<Reference, double, 2>;
using Data = ln::Dataset<ln::TypeList<Item, User, Numbers>>;

// The batches carry what the network reads, in its order, and nothing else.
static_assert(std::is_same_v<ln::detail::BatchesOf<Model, Data>, ln::BatchBuffer<double, ln::TypeList<User, Item>, 1>>);

} // namespace

TEST_CASE("a batch has at least one row") {
    CHECK(ln::detail::checked_batch_size(9, 4, "fit") == 4);
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::detail::checked_batch_size(0, 4, "fit")),
                         "fit: the batch size must not be 0", ln::SettingError);
}

TEST_CASE("labels must be there where they are needed") {
    const Model model{1, ln::Rows<User>{9}, ln::Rows<Item>{9}};
    Data data;
    CHECK_NOTHROW(ln::detail::check_labelled<ln::BinaryCrossEntropy>(model, data, "fit"));
    data.add(1.0F, 1, 2, {1, 2, 3, 4, 5});
    CHECK_NOTHROW(ln::detail::check_labelled<ln::BinaryCrossEntropy>(model, data, "fit"));
    data.labels.clear();
    CHECK_THROWS_WITH_AS((ln::detail::check_labelled<ln::BinaryCrossEntropy>(model, data, "fit")),
                         "fit needs labels, and the data set has none", ln::SettingError);
}

namespace {

using Viewer = ln::Categorical<"viewer">;
using Film = ln::Categorical<"film">;
using Plain = ln::Sequential<ln::Concat<ln::Embedding<Viewer, 4>, ln::Embedding<Film, 4>>, ln::Dense<1>, ln::Sigmoid>;

/// A log of `viewers` people, from `first` on, who each saw a film of their own number.
ln::Interactions seen_by(int first, int viewers) {
    ln::Interactions log;
    for (int i = first; i < first + viewers; ++i) {
        log.users.push_back("viewer " + std::to_string(i));
        log.items.push_back("film " + std::to_string(i));
        log.ratings.push_back(static_cast<float>(1 + i % 5));
    }
    return log;
}

} // namespace

TEST_CASE("data that other vocabularies encoded is refused, whatever it is for") {
    ln::Vocabularies<Plain> vocabularies;
    vocabularies.add<Viewer, Film>(seen_by(0, 9));
    ln::Vocabularies<Plain> others = vocabularies;
    others.of<Film>() = ln::Vocabulary{};
    for (int i = 9; i-- > 0;) {
        others.of<Film>().add("film " + std::to_string(i));
    }
    const auto own = ln::encode<Viewer, Film>(seen_by(0, 9), vocabularies, ln::LikedFrom{4});
    const auto foreign = ln::encode<Viewer, Film>(seen_by(0, 9), others, ln::LikedFrom{4});
    ln::Model<Plain> model{1, vocabularies};
    const ln::BinaryCrossEntropy loss;
    const auto sentence = [](const std::string& where) {
        return where + ": feature 'film' was encoded by a vocabulary of 10 rows that is not the model's, of 10; encode "
                       "it by model.vocabularies(), or let the model grow to those of the data";
    };
    ln::Trainer trainer{model, loss, ln::SGD{}};
    CHECK_THROWS_WITH_AS(ln::fit(model, loss, ln::SGD{}, foreign), sentence("fit").c_str(), ln::SettingError);
    CHECK_THROWS_WITH_AS(trainer.fit(foreign), sentence("fit").c_str(), ln::SettingError);
    CHECK_THROWS_WITH_AS(ln::fit(model, loss, ln::SGD{}, own, {.validation = &foreign}),
                         sentence("the validation of fit").c_str(), ln::SettingError);
    CHECK_THROWS_WITH_AS((void)ln::evaluate(model, loss, foreign), sentence("evaluate").c_str(), ln::SettingError);
    CHECK_THROWS_WITH_AS((void)ln::predict(model, foreign), sentence("predict").c_str(), ln::SettingError);
    CHECK_THROWS_WITH_AS((void)ln::recommend(model, 1, {.exclude_seen = &foreign}), sentence("exclude_seen").c_str(),
                         ln::SettingError);
    const ln::UserItems history{foreign.column<Viewer>().ids, foreign.column<Film>().ids, 10, 10};
    const auto positives = ln::encode<Viewer, Film>(seen_by(0, 9), others);
    const auto negatives = ln::with_negatives<Viewer, Film>(positives, history, ln::UniformNegatives{});
    CHECK_THROWS_WITH_AS(ln::fit(model, loss, ln::SGD{}, negatives), sentence("fit").c_str(), ln::SettingError);
    CHECK_NOTHROW(ln::fit(model, loss, ln::SGD{}, own, {.validation = &own}));
    CHECK(ln::predict(model, own).size() == 9);
    CHECK(ln::recommend(model, 1, {.exclude_seen = &own}).size() == 8);
}

TEST_CASE("data from before the vocabulary grew fits the grown model, and not the other way round") {
    ln::Vocabularies<Plain> vocabularies;
    vocabularies.add<Viewer, Film>(seen_by(0, 9));
    const auto before = ln::encode<Viewer, Film>(seen_by(0, 9), vocabularies, ln::LikedFrom{4});
    const ln::Model<Plain> model{1, vocabularies};
    vocabularies.add<Viewer, Film>(seen_by(5, 9));
    const auto after = ln::encode<Viewer, Film>(seen_by(0, 14), vocabularies, ln::LikedFrom{4});
    const ln::Model<Plain> larger = ln::grown(model, vocabularies);
    CHECK(ln::predict(larger, before) == ln::predict(model, before));
    CHECK(ln::predict(larger, after).size() == 14);
    CHECK_THROWS_WITH_AS((void)ln::predict(model, after),
                         "predict: feature 'viewer' was encoded by a vocabulary of 15 rows that is not the model's, of "
                         "10; encode it by model.vocabularies(), or let the model grow to those of the data",
                         ln::SettingError);
}

TEST_CASE("rows that no vocabulary gave, and models without one, are not checked") {
    ln::Vocabularies<Plain> vocabularies;
    vocabularies.add<Viewer, Film>(seen_by(0, 9));
    const auto data = ln::encode<Viewer, Film>(seen_by(0, 9), vocabularies, ln::LikedFrom{4});
    CHECK(ln::predict(ln::Model<Plain>{1, ln::Rows<Viewer>{10}, ln::Rows<Film>{10}}, data).size() == 9);
    ln::Dataset<ln::TypeList<Viewer, Film>> by_hand;
    by_hand.add(1.0F, 3, 4);
    CHECK(ln::predict(ln::Model<Plain>{1, vocabularies}, by_hand).size() == 1);
}

} // namespace batches_test
