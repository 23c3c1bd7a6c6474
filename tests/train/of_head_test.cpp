// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// Networks of several heads, trained and judged.
#include <linnet/train/of_head.hpp>

#include <cstddef>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/metrics.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/train/evaluate.hpp>
#include <linnet/train/fit.hpp>
#include <linnet/train/predict.hpp>

namespace of_head_test {

using namespace linnet;

namespace {

using User = Categorical<"user", 10>;
using Item = Categorical<"item", 10>;
using Gate = Sequential<Dense<2>, Softmax>;
using Network =
    Sequential<Concat<Embedding<User, 4>, Embedding<Item, 4>>, Mixture<Gates<Gate, Gate>, Dense<8>, Dense<8>>,
               Outputs<Named<"click", Sequential<ReLU, Dense<1>, Sigmoid>>, Sequential<ReLU, Dense<1>>>>;
using Data = Dataset<TypeList<User, Item>, 2>;
using TwoLosses = Losses<BinaryCrossEntropy, MeanSquaredError>;

/// Clicks where user and item are both even or both odd; stars are the item, centred.
Data planted() {
    Data data;
    for (row_id i = 0; i < 200; ++i) {
        const row_id user = i % 10;
        const row_id item = i * 7 / 10 % 10;
        data.column<User>().add(user);
        data.column<Item>().add(item);
        data.labels.push_back((user + item) % 2 == 0 ? 1.0F : 0.0F);
        data.labels.push_back(static_cast<float>(item) / 5.0F - 1.0F);
        data.weights.push_back(1.0F + static_cast<float>(i % 3));
    }
    return data;
}

} // namespace

TEST_CASE("two heads learn, and metrics see one of them each") {
    const Data data = planted();
    Model<Network, double> model{3};
    const History history = fit(model, TwoLosses{.weights = {1.0, 0.5}}, Adam{.learning_rate = 0.01}, data,
                                {.epochs = 40,
                                 .batch_size = 20,
                                 .validation = &data,
                                 .metrics = {OfHead{0, Auc{}}, OfHead{1, MeanAbsoluteError{}}},
                                 .early_stopping = EarlyStopping{.patience = 40, .metric = "click auc"}});
    const MetricValues& last = history.epochs[39].metrics;
    CHECK(last["click auc"] > 0.99);
    CHECK(last["head 1 mae"] < 0.1);

    const Evaluation result =
        evaluate(model, TwoLosses{.weights = {1.0, 0.5}}, data, {OfHead{0, Auc{}}, OfHead{1, MeanAbsoluteError{}}}, 7);
    std::vector<double> predictions[2];
    std::vector<double> labels[2];
    const std::vector<double> all = predict(model, data);
    for (std::size_t i = 0; i < all.size(); ++i) {
        predictions[i % 2].push_back(all[i]);
        labels[i % 2].push_back(static_cast<double>(data.labels[i]));
    }
    const std::vector<double> weights(data.weights.begin(), data.weights.end());
    using Numbers = std::span<const double>;
    CHECK(result.metrics["click auc"] == Auc{}(Numbers{predictions[0]}, Numbers{labels[0]}, Numbers{weights}));
    CHECK(result.metrics["head 1 mae"] ==
          MeanAbsoluteError{}(Numbers{predictions[1]}, Numbers{labels[1]}, Numbers{weights}));
}

TEST_CASE("a metric of no head, or of one that is not there, is refused before training") {
    const Data data = planted();
    Model<Network, float> model{3};
    const Parameters<float> before = model.parameters();
    CHECK_THROWS_WITH_AS(fit(model, TwoLosses{}, Adam{}, data, {.metrics = {Auc{}}}),
                         "fit: the network has several heads; say which one 'auc' is of, as in OfHead{0, Auc{}}",
                         SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(evaluate(model, TwoLosses{}, data, {OfHead{2, Auc{}}})),
                         "there is no head 2: the network has 2", SettingError);
    CHECK_THROWS_WITH_AS(fit(model, TwoLosses{}, Adam{}, data,
                             {.metrics = {OfHead{0, Auc{}}}, .early_stopping = EarlyStopping{.metric = "auc"}}),
                         "early stopping watches the metric 'auc', which fit does not compute; it has click auc",
                         SettingError);
    CHECK(model.parameters()[0].values.view()(1, 1) == before[0].values.view()(1, 1));
    const Model<Sequential<Embedding<User, 1>, Sigmoid>, float> plain;
    Dataset<TypeList<User>> of_user;
    of_user.add(1.0F, 1);
    CHECK_THROWS_WITH_AS(static_cast<void>(evaluate(plain, BinaryCrossEntropy{}, of_user, {OfHead{0, Auc{}}})),
                         "there is no head 0: the network does not end in Outputs", SettingError);
}

TEST_CASE("labels of a data set that a head cannot use are named by head and row") {
    Data data = planted();
    data.labels[2 * 77] = 2.0F;
    Model<Network, float> model{3};
    CHECK_THROWS_WITH_AS(fit(model, TwoLosses{}, Adam{}, data, {.shuffle = false}),
                         "click, binary cross-entropy, row 77: the label 2.000000 is not from 0 to 1", LabelError);
}

} // namespace of_head_test
