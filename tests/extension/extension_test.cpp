// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// A feature, a layer, two losses, a closing layer, an optimizer and a metric of a user's own, one file each, meet in
// networks that are trained as any other.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/linnet.hpp>
#include <linnet/testing.hpp>

#include "extension/shop/clock.hpp"
#include "extension/shop/hour.hpp"
#include "extension/shop/huber.hpp"
#include "extension/shop/poisson.hpp"
#include "extension/shop/sign_sgd.hpp"
#include "extension/shop/swish.hpp"
#include "extension/shop/within.hpp"

namespace extension_test {

namespace ln = linnet;

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;
using Seen = ln::Sequence<"seen", ln::dynamic, 5>;
using At = shop::Hour<"at">;
using Items = ln::Table<"items">;

using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 4>, ln::Embedding<Item, 4, Items>,
                                          ln::EmbeddingBag<Seen, 4, ln::Mean, Items>, shop::Clock<At>>,
                               ln::Dense<8>, shop::Swish, ln::Dense<1>>;
using Counts = ln::Sequential<ln::Concat<ln::Embedding<Item, 4>, shop::Clock<At>>, ln::Dense<1>, shop::Exponential>;

static_assert(ln::StoredFeature<At>);
static_assert(ln::Layer<shop::Clock<At>> && ln::Layer<shop::Swish> && ln::Layer<shop::Exponential>);
static_assert(ln::Loss<shop::Huber> && ln::Loss<shop::Poisson>);
static_assert(ln::Optimizer<shop::SignSGD>);
static_assert(ln::Metric<shop::Within>);

namespace {

using Data = ln::Dataset<ln::TypeList<User, Item, Seen, At>>;

/// Ratings that depend on the item and on the time of day.
ln::Interactions ratings() {
    ln::Interactions log;
    for (std::size_t i = 0; i < 600; ++i) {
        const std::size_t item = i * 7 % 12;
        log.users.push_back("u" + std::to_string(i % 20));
        log.items.push_back("i" + std::to_string(item));
        log.timestamps.push_back(static_cast<std::int64_t>(37 * i)); // in minutes
        const double angle = 2 * std::numbers::pi * static_cast<double>(37 * i % shop::minutes_of_day) / 1440;
        log.ratings.push_back(static_cast<float>(static_cast<double>(item % 3) - 1.0 + std::sin(angle)));
    }
    return log;
}

Data samples(const ln::Interactions& log, const ln::Vocabularies<Network>& vocabularies) {
    ln::ColumnStore<At> at;
    for (const std::int64_t minutes : log.timestamps) {
        at.add(static_cast<std::uint16_t>(minutes % shop::minutes_of_day));
    }
    return with_column(with_column(ln::encode<User, Item>(log, vocabularies, ln::RatingAsLabel{}),
                                   ln::histories<Seen>(log, vocabularies)),
                       at);
}

void check(const ln::GradientReport& report) {
    INFO(report.message);
    CHECK(report);
}

} // namespace

TEST_CASE("a feature, a layer, a loss, an optimizer and a metric of one's own train a network") {
    const ln::Interactions log = ratings();
    ln::Vocabularies<Network> vocabularies;
    vocabularies.add<User, Item>(log);
    const Data data = samples(log, vocabularies);
    ln::Model<Network> model{3, vocabularies};
    const auto before = ln::evaluate(model, shop::Huber{}, data, {shop::Within{.tolerance = 0.25}});
    const auto history = ln::fit(model, shop::Huber{}, shop::SignSGD{.learning_rate = 0.005}, data,
                                 {.epochs = 30,
                                  .batch_size = 32,
                                  .metrics = {shop::Within{.tolerance = 0.25}},
                                  .learning_rate_factor = ln::CosineDecay{.steps = 570}});
    const auto after = ln::evaluate(model, shop::Huber{}, data, {shop::Within{.tolerance = 0.25}});
    CHECK(after.loss < 0.1 * before.loss);
    CHECK(before.metrics["within"] < 0.3);
    CHECK(after.metrics["within"] > 0.8);
    CHECK(history.epochs.back().metrics["within"] == after.metrics["within"]);

    const std::vector<float> predictions = ln::predict(model, data);
    std::size_t near = 0;
    for (std::size_t i = 0; i < data.size(); ++i) {
        near += std::abs(predictions[i] - data.labels[i]) <= 0.25F ? 1 : 0;
    }
    CHECK(static_cast<double>(near) == doctest::Approx(600 * after.metrics["within"]));
}

TEST_CASE("a loss of one's own is fused with a closing layer of one's own") {
    const ln::Interactions log = ratings();
    ln::Vocabularies<Counts> vocabularies;
    vocabularies.of<Item>().add(log.items);
    ln::Dataset<ln::TypeList<Item, At>> data;
    for (std::size_t i = 0; i < log.size(); ++i) {
        data.add(static_cast<float>(i * 7 % 12 % 4), vocabularies.of<Item>().find(log.items[i]),
                 static_cast<std::uint16_t>(log.timestamps[i] % shop::minutes_of_day));
    }
    ln::Model<Counts> model{4, vocabularies};
    const auto before = ln::evaluate(model, shop::Poisson{}, data);
    ln::fit(model, shop::Poisson{}, ln::Adam{.learning_rate = 0.02}, data, {.epochs = 20, .batch_size = 32});
    const auto after = ln::evaluate(model, shop::Poisson{}, data, {ln::MeanAbsoluteError{}});
    CHECK(after.loss < before.loss - 0.3);
    CHECK(after.metrics["mae"] < 0.2);

    const std::vector<ln::row_id> items{1, 2, 3};
    const std::vector<std::uint16_t> minutes{0, 700, 1439};
    const ln::Model<Counts>::batch_type batch{3, {items, minutes}};
    ln::Model<Counts>::Workspace workspace;
    const auto logits = model.logits(batch, workspace); // of another buffer than the predictions
    const auto means = model.predict(batch, workspace);
    for (std::size_t b = 0; b < 3; ++b) {
        CHECK(means(b, 0) == doctest::Approx(std::exp(logits(b, 0))));
    }
}

TEST_CASE("what is new passes the checks of what is there") {
    check(ln::check_gradients<shop::Clock<At>>());
    check(ln::check_gradients<shop::Swish, ln::Shape<5>>());
    check(ln::check_gradients<shop::Exponential, ln::Shape<5>>());
    check(ln::check_gradients<Network>());
    check(ln::check_gradients<Counts>());
    check(ln::check_loss_gradients(shop::Huber{}, [](std::span<const double> p, std::span<const double> y) {
        double sum = 0.0;
        for (std::size_t i = 0; i < p.size(); ++i) {
            const double error = std::abs(p[i] - y[i]);
            sum += error <= 1.0 ? error * error / 2 : error - 0.5;
        }
        return sum / static_cast<double>(p.size());
    }));
    check(ln::check_loss_gradients(shop::Poisson{}, [](std::span<const double> z, std::span<const double> y) {
        double sum = 0.0;
        for (std::size_t i = 0; i < z.size(); ++i) {
            sum += std::exp(z[i]) - y[i] * z[i];
        }
        return sum / static_cast<double>(z.size());
    }));
}

TEST_CASE("a feature of one's own is read from a frame, joined and refused as others are") {
    ln::StringColumn words;
    for (const char* const word : {"18:30", "", "7"}) {
        words.push_back(word);
    }
    ln::Frame frame;
    frame.set("at", words);
    const ln::Vocabularies<ln::TypeList<Item, At>> vocabularies;
    const auto side = ln::frame_samples<ln::TypeList<At>>(frame, vocabularies, {.label = ""});
    CHECK(side.column<At>().minutes == std::vector<std::uint16_t>{1110, 0, 420});
    CHECK(ln::frame_format<ln::TypeList<At>>().columns[0].kind == ln::ColumnKind::text);

    ln::Dataset<ln::TypeList<Item>> items;
    items.add(1.0F, 2);
    items.add(0.0F, 0);
    const auto joined = ln::join<Item>(items, side);
    CHECK(joined.column<At>().minutes == std::vector<std::uint16_t>{420, 1110});

    words.push_back("24:00");
    frame = ln::Frame{};
    frame.set("at", words);
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::frame_column<At>(frame, vocabularies)),
                         "column 'at', row 3: '24:00' is no time of day", ln::DataError);
    ln::Dataset<ln::TypeList<At>> data;
    CHECK_THROWS_WITH_AS(data.add(1.0F, std::uint16_t{1440}), "feature 'at': there is no minute 1440 of a day",
                         ln::SettingError);
    CHECK(data.size() == 0);
}

TEST_CASE("an optimizer of one's own moves rows that a batch looked up, and no padding") {
    ln::Model<Network> model{1, ln::Rows<User>{4}, ln::Rows<Item>{4}, ln::Rows<Seen>{4}};
    const auto before = model.parameters();
    const std::vector<ln::row_id> users{1}, items{2};
    const std::vector<std::uint64_t> offsets{0, 0};
    const std::vector<std::uint16_t> minutes{5};
    const ln::Model<Network>::batch_type batch{1, {users, items, {offsets, {}, {}}, minutes}};
    ln::Trainer trainer{model, shop::Huber{}, shop::SignSGD{.learning_rate = 0.25}};
    ln::Matrix<float> labels(1, 1);
    labels.view()(0, 0) = 9.0F;
    trainer.step(batch, {labels.view()});
    const std::size_t table = model.parameters().find("items");
    REQUIRE(table != ln::Parameters<float>::none);
    const auto rows = model.parameters()[table].values.view();
    for (std::size_t row = 0; row < 4; ++row) {
        for (std::size_t c = 0; c < 4; ++c) {
            CHECK(std::abs(rows(row, c) - before[table].values.view()(row, c)) ==
                  doctest::Approx(row == 2 ? 0.25 : 0.0));
        }
    }
}

TEST_CASE("an optimizer of one's own is checked by the public checker") {
    CHECK(ln::check_optimizer(shop::SignSGD{}) == "");
}

} // namespace extension_test
