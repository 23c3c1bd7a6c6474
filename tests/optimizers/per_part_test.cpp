// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/optimizers/per_part.hpp>

#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/testing/optimizer_check.hpp>
#include <linnet/train/trainer.hpp>

#include "../support/optimizer_checks.hpp"

namespace per_part_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 9>;
using Item = Categorical<"item", 7>;
using Network = Sequential<Concat<Embedding<User, 4>, Embedding<Item, 3, Table<"items">>>,
                           Named<"deep", Sequential<Dense<5>, ReLU, Dense<3>>>, Dense<1>, Sigmoid>;
using Bits = std::vector<std::vector<float>>;

template <class ModelType>
Bits bits_of(const ModelType& model) {
    Bits all;
    for (const auto& block : model.parameters()) {
        auto& values = all.emplace_back();
        for (std::size_t r = 0; r < block.values.rows(); ++r) {
            const float* const row = block.values.view().row(r);
            values.insert(values.end(), row, row + block.values.columns());
        }
    }
    return all;
}

const std::vector<row_id> users{1, 3, 1, 0};
const std::vector<row_id> items{2, 0, 1, 2};
const std::vector<float> labels{1, 0, 0, 1};

/// After one step, which no state of another block has touched.
template <class O>
Bits after_step(const O& optimizer, double factor = 1.0) {
    Model<Network, float, 4> model{3};
    Trainer trainer{model, BinaryCrossEntropy{}, optimizer};
    trainer.step({4, {users, items}}, {{labels.data(), 4, 1, 1}}, factor);
    return bits_of(model);
}

const auto parts = PerPart{Rule<"items", SGD>{{.learning_rate = 0.5}}, Rule<"deep", Adam>{{.learning_rate = 0.01}},
                           Rule<Tables, RowwiseAdagrad>{}, Rule<Biases, SGD>{{.learning_rate = 0.125}},
                           Adagrad{.learning_rate = 0.25}};

} // namespace

static_assert(Optimizer<std::remove_const_t<decltype(parts)>>);
static_assert(Optimizer<PerPart<Rule<"deep", Adam>, SGD>>);

TEST_CASE("a block gets the first rule that matches it, and what stands behind the rules where none does") {
    const Bits got = after_step(parts);
    REQUIRE(got.size() == 8);
    CHECK(got[0] == after_step(RowwiseAdagrad{})[0]);          // 0.0.user.embedding
    CHECK(got[1] == after_step(SGD{.learning_rate = 0.5})[1]); // items
    const Bits adam = after_step(Adam{.learning_rate = 0.01}); // deep, whose biases match two rules
    for (const std::size_t block : {2U, 3U, 4U, 5U}) {
        CHECK(got[block] == adam[block]);
    }
    CHECK(got[6] == after_step(Adagrad{.learning_rate = 0.25})[6]); // 2.kernel
    CHECK(got[7] == after_step(SGD{.learning_rate = 0.125})[7]);    // 2.bias
}

TEST_CASE("the factor of a step scales the learning rates of all parts") {
    auto halves = parts;
    halves.part<0>().learning_rate *= 0.5;
    halves.part<1>().learning_rate *= 0.5;
    halves.part<2>().learning_rate *= 0.5;
    halves.part<3>().learning_rate *= 0.5;
    halves.part<4>().learning_rate *= 0.5;
    CHECK(after_step(parts, 0.5) == after_step(halves));
    CHECK(after_step(parts, 0.5) != after_step(parts));
}

TEST_CASE("settings may change between steps, each in its part") {
    Model<Network, float, 4> model{3};
    const Bits before = bits_of(model);
    Trainer trainer{model, BinaryCrossEntropy{}, PerPart{Rule<"deep", SGD>{}, SGD{.learning_rate = 0.0}}};
    trainer.optimizer.part<0>().learning_rate = 0.0;
    trainer.step({4, {users, items}}, {{labels.data(), 4, 1, 1}});
    CHECK(bits_of(model) == before);
    trainer.optimizer.part<0>().learning_rate = 0.5;
    trainer.step({4, {users, items}}, {{labels.data(), 4, 1, 1}});
    CHECK(bits_of(model)[0] == before[0]);
    CHECK(bits_of(model)[4] != before[4]);
}

TEST_CASE("a rule that gets no block is refused by its name when the trainer is made") {
    Model<Network, float, 4> model{3};
    const auto make = [&](const auto& optimizer) { Trainer trainer{model, BinaryCrossEntropy{}, optimizer}; };
    CHECK_THROWS_WITH_AS(make(PerPart{Rule<"wide", Adam>{}, SGD{}}),
                         "the rule of 'wide' gets no block of the network; `summary` shows their names", SettingError);
    // All of its blocks went to the rules before it.
    CHECK_THROWS_WITH_AS(make(PerPart{Rule<"0", Adam>{}, Rule<"items", Adam>{}, Rule<Tables, SGD>{}, SGD{}}),
                         "the rule of Tables gets no block of the network; `summary` shows their names", SettingError);
    CHECK_NOTHROW(make(PerPart{Rule<"0", Adam>{}, Rule<Tables, SGD>{}, SGD{}}));
}

TEST_CASE("a setting out of range is refused with the name of its rule") {
    CHECK_THROWS_WITH_AS((PerPart{Rule<"deep", Adam>{{.beta_1 = 1.0}}, SGD{}}.check()),
                         "the rule of 'deep': Adam: beta_1 must be at least 0 and below 1, not 1.000000", SettingError);
    CHECK_THROWS_WITH_AS((PerPart{Rule<Tables, Adam>{}, SGD{.momentum = -0.5}}.check()),
                         "SGD: momentum must be from 0 to 1, not -0.500000", SettingError);
    CHECK_THROWS_WITH_AS(after_step(parts, -1.0),
                         "the rule of 'items': SGD: learning_rate must be 0 or more, and finite, not -0.500000",
                         SettingError);
    check_refuses(PerPart{Rule<"deep", Adam>{{.beta_1 = 1.0}}, SGD{}},
                  "the rule of 'deep': Adam: beta_1 must be at least 0 and below 1, not 1.000000");
}

TEST_CASE("the state of a block is that of its part") {
    const auto kernel = random_block<float>(BlockKind::dense, 4, 16);
    auto deep = kernel;
    deep.name = "deep.kernel";
    const auto settings = PerPart{Rule<"deep", Adam>{}, SGD{}};
    using State = decltype(settings)::State<float, 4>;
    CHECK(bytes_of(State(settings, deep)) == 2 * 4 * 16 * sizeof(float));
    CHECK(bytes_of(State(settings, kernel)) == 0);
    State state(settings, deep);
    std::string names;
    for (const auto& part : state_entries<float>(state)) {
        names += std::string{part.name} + " ";
    }
    CHECK(names == "m v moving resting_since ");
}

TEST_CASE("the state of a part goes on from what it hands over") {
    const auto settings = PerPart{Rule<"deep", Adam>{}, SGD{}};
    CHECK(linnet::check_optimizer(settings, "deep.kernel") == "");
    CHECK(linnet::check_optimizer(settings, "kernel") == "");
}

} // namespace per_part_test
