// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/mult_vae.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core.hpp>
#include <linnet/losses.hpp>
#include <linnet/network.hpp>
#include <linnet/optimizers/adam.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/train.hpp>

#include "../support/lines_of.hpp"

namespace mult_vae_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using Had = MultiCategorical<"had", 12>;
using Network = MultVAE<12, Had, 8, 3>;
using Loss = Losses<Multinomial<Had>, KlDivergence>;

/// Users of two tastes: each had some of items 1 to 5, or of 6 to 11.
Dataset<TypeList<Had>, 0> users() {
    Dataset<TypeList<Had>, 0> data;
    for (std::size_t user = 0; user < 64; ++user) {
        std::vector<row_id> had;
        for (row_id item = user % 2 == 0 ? 1 : 6; item < (user % 2 == 0 ? 6U : 12U); ++item) {
            if (Random{1, user}.uniform(item) < 0.7) {
                had.push_back(item);
            }
        }
        data.add(had);
    }
    return data;
}

} // namespace

TEST_CASE("MultVAE is the layers of its paper") {
    CHECK(lines_of<Network>() == "EmbeddingBag<had> 8 Tanh 8 Dense<6> 6 Outputs 18(GaussianSample 3 Dense<8> 8 Tanh 8 "
                                 "Dense<12> 12 Softmax 12 Identity 6)");
}

TEST_CASE(
    "the loss of a batch is the multinomial loss of the lists and the weighted KL divergence of what they become") {
    const Model<Network, double, 4> model{1};
    const std::vector<std::uint64_t> offsets{0, 3, 3};
    const std::vector<row_id> ids{1, 4, 5};
    const Batch<double, Had> batch{2, {JaggedColumn<double>{offsets, ids, {}}}};
    Model<Network, double, 4>::Workspace workspace;
    const double loss =
        model.loss(Loss{.weights = {1.0, 0.25}}, batch, {ConstMatrixView<double>{nullptr, 2, 0, 0}}, workspace);
    const auto out = model.predict(batch, workspace);
    double likelihood = 0;
    for (const row_id id : ids) {
        likelihood -= std::log(out(0, id)) / 2;
    }
    double divergence = 0;
    for (std::size_t r = 0; r < 2; ++r) {
        for (std::size_t c = 12; c < 15; ++c) {
            divergence += (std::exp(out(r, c + 3)) + out(r, c) * out(r, c) - 1 - out(r, c + 3)) / 4;
        }
    }
    CHECK(loss == doctest::Approx(likelihood + 0.25 * divergence));
    CHECK(divergence > 0);
}

TEST_CASE("MultVAE learns what goes together, while the weight of its second head grows") {
    const auto data = users();
    Model<Network> model{1};
    Trainer trainer{model, Loss{.weights = {1.0, 0.0}}, Adam{.learning_rate = 0.01}};
    const auto history = trainer.fit(data, {.epochs = 60, .batch_size = 16, .callback = [&](const Progress&) {
                                                const double grown = static_cast<double>(trainer.steps()) / 200;
                                                trainer.loss().weights = {1.0, std::min(0.2, grown)};
                                                return true;
                                            }});
    CHECK(trainer.loss().weight(1) == 0.2);
    CHECK(history.epochs.back().loss < 0.9 * history.epochs.front().loss);
    CHECK(evaluate(model, trainer.loss(), data).loss > 0);
    const std::vector<float> out = predict(model, data);
    std::size_t mistakes = 0;
    for (std::size_t user = 0; user < data.size(); ++user) {
        if (data.column<Had>().offsets[user] == data.column<Had>().offsets[user + 1]) {
            continue;
        }
        const float* const scores = out.data() + user * 18;
        mistakes += (std::max_element(scores, scores + 12) - scores < 6) == (user % 2 == 0) ? 0 : 1;
    }
    CHECK(mistakes == 0);
}

} // namespace mult_vae_test
