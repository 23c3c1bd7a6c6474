// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommender/pipeline.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/encoders.hpp>
#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/metrics.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/samples.hpp>

namespace pipeline_test {

using namespace linnet;

using Colour = Categorical<"colour">;
using Sizes = Numeric<"sizes", 2>;
using Network = Sequential<Concat<Embedding<Colour, 3>, Input<Sizes>>, Dense<4>, ReLU, Dense<1>, Sigmoid>;

namespace {

Frame rows(std::size_t count, std::size_t colours = 3) {
    StringColumn colour;
    std::vector<float> width;
    std::vector<float> height;
    std::vector<float> label;
    for (std::size_t row = 0; row < count; ++row) {
        colour.push_back("c" + std::to_string(row % colours));
        width.push_back(static_cast<float>(10 + row % 7));
        height.push_back(row % 5 == 0 ? NAN : static_cast<float>(row % 11));
        label.push_back(row % 3 == 0 ? 1.0F : 0.0F);
    }
    Frame frame;
    frame.set("colour", colour);
    frame.set("width", width);
    frame.set("height", height);
    frame.set("bought", label);
    return frame;
}

template <std::size_t W = 8>
auto make() {
    return pipeline<Network, float, W>({.label = "bought", .seed = 5}, category<Colour>(),
                                       numeric<Sizes>({"width", "height"}));
}

} // namespace

TEST_CASE("the same bits as encoders, data set and model by hand, at every width") {
    auto shop = make();
    const Frame train = rows(100);
    const Frame validation = rows(31, 4);
    const History history =
        shop.fit(train, BinaryCrossEntropy{}, Adam{}, {.epochs = 3, .batch_size = 8, .validation = &validation});
    Vocabularies<Network> vocabularies;
    EncoderList columns{category<Colour>(), numeric<Sizes>({"width", "height"})};
    columns.fit(train, vocabularies);
    const auto samples = [&](const Frame& frame) {
        Dataset<Network::features> data;
        data.column<Colour>() = columns.encode<Colour>(frame, vocabularies);
        data.column<Sizes>() = columns.encode<Sizes>(frame, vocabularies);
        data.labels = frame.numbers("bought");
        return data;
    };
    Model<Network, float, 8> model{5, vocabularies};
    const auto valid = samples(validation);
    const History want =
        fit(model, BinaryCrossEntropy{}, Adam{}, samples(train), {.epochs = 3, .batch_size = 8, .validation = &valid});
    CHECK(history.epochs[2].validation_loss == want.epochs[2].validation_loss);
    CHECK(shop.predict(validation) == predict(model, valid));
    CHECK(shop.evaluate(validation, BinaryCrossEntropy{}, {Auc{}}).metrics["auc"] ==
          evaluate(model, BinaryCrossEntropy{}, valid, {Auc{}}).metrics["auc"]);
    auto narrow = make<1>();
    narrow.fit(train, BinaryCrossEntropy{}, Adam{}, {.epochs = 3, .batch_size = 8});
    CHECK(narrow.predict(validation) == shop.predict(validation));
    Frame without_label = validation;
    without_label.remove("bought");
    CHECK(shop.predict(without_label) == shop.predict(validation));
    CHECK(shop.predict(Frame{rows(0)}).empty());
}

TEST_CASE("what goes wrong, and changes nothing") {
    auto shop = make();
    const Frame train = rows(40);
    CHECK(!shop.trained());
    CHECK_THROWS_WITH_AS(static_cast<void>(shop.predict(train)), "this pipeline was neither trained nor loaded",
                         SettingError);
    shop.fit(train, BinaryCrossEntropy{}, Adam{}, {.epochs = 1, .batch_size = 8});
    const std::vector<float> before = shop.predict(train);
    Frame other = rows(40, 9);
    std::vector<float> wide(40, 1000.0F);
    wide[3] = 7.0F;
    other.set("width", wide);
    CHECK_THROWS_AS(shop.fit(other, BinaryCrossEntropy{}, Adam{}, {.batch_size = 0}), SettingError);
    CHECK(shop.predict(train) == before); // the encoders have not learned of the wide ones
    Frame lacks = rows(40);
    lacks.remove("height");
    CHECK_THROWS_AS(shop.fit(lacks, BinaryCrossEntropy{}, Adam{}), DataError);
    CHECK_THROWS_AS(static_cast<void>(shop.predict(lacks)), DataError);
    Frame without_label = rows(40);
    std::vector<float> labels(40, 1.0F);
    labels[7] = NAN;
    without_label.set("bought", labels);
    CHECK_THROWS_WITH_AS(shop.fit(without_label, BinaryCrossEntropy{}, Adam{}),
                         "column 'bought', row 7: a sample has no label", DataError);
    CHECK(shop.predict(train) == before);
    CHECK_THROWS_AS(static_cast<void>(pipeline<Network>({}, category<Colour>(), numeric<Sizes>({"width"}))),
                    SettingError);
}

TEST_CASE("it goes on with new rows, and a copy stays as it was") {
    auto shop = make();
    shop.fit(rows(40), BinaryCrossEntropy{}, Adam{}, {.epochs = 1, .batch_size = 8});
    const auto copy = shop;
    const Frame more = rows(30, 5);
    const std::vector<float> before = copy.predict(more);
    shop.partial_fit(more, BinaryCrossEntropy{}, Adam{.learning_rate = 0.1}, {.batch_size = 8});
    CHECK(shop.model().vocabulary<Colour>().contains("c4"));
    CHECK(shop.predict(more) != before);
    CHECK(copy.predict(more) == before);
    CHECK(!copy.model().vocabulary<Colour>().contains("c4"));
}

} // namespace pipeline_test
