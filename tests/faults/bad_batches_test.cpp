// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// Every kind of bad batch meets every optimizer: a step is either refused, and leaves no trace, or leaves numbers.

#include <linnet/train/trainer.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/optimizers.hpp>

#include "../support/reference_network.hpp"

namespace bad_batches_test {

namespace ln = linnet;

namespace {

using User = ln::Categorical<"user", 8>;
using Item = ln::Categorical<"item", 8>;
using Genres = ln::MultiCategorical<"genres", 6>;
using Price = ln::Numeric<"price", 2>;
using Columns = ln::Concat<ln::Embedding<User, 5>, ln::Embedding<Item, 3>, ln::EmbeddingBag<Genres, 4, ln::Mean>,
                           ln::Sequential<ln::Input<Price>, ln::Dense<3>, ln::Tanh>>;
using Binary = ln::Sequential<Columns, ln::Dense<4>, ln::Tanh, ln::Dense<1>, ln::Sigmoid>;
using Linear = ln::Sequential<Columns, ln::Dense<1>>;
using Classes = ln::Sequential<Columns, ln::Dense<4>, ln::ReLU, ln::Dense<3>, ln::Softmax>;

constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr float inf = std::numeric_limits<float>::infinity();

/// The memory of a batch, which a test spoils.
struct Sample {
    std::size_t rows = 4;
    std::vector<ln::row_id> users{1, 2, 1, 3};
    std::vector<ln::row_id> items{4, 4, 5, 6};
    std::vector<std::uint64_t> offsets{0, 2, 2, 3, 5};
    std::vector<ln::row_id> genres{1, 2, 3, 1, 5};
    std::vector<float> genre_weights{1, 2, 1, 0.5, 1};
    std::vector<float> prices{0.5, 1, -1, 0.25, 2, 0, 1, 1};
    std::size_t price_rows = 4;
    std::size_t price_columns = 2;
    std::vector<float> labels{1, 0, 1, 0};
    std::vector<float> weights{1, 2, 1, 1};

    template <class ModelType>
    [[nodiscard]] typename ModelType::batch_type batch() const {
        return {rows,
                {users,
                 items,
                 {offsets, genres, genre_weights},
                 {prices.data(), price_rows, price_columns, price_columns}}};
    }
    [[nodiscard]] ln::Targets<float> targets() const {
        return {ln::ConstMatrixView<float>{labels.data(), labels.size(), 1, 1}, weights};
    }
};

struct Fault {
    std::string name;
    std::function<void(Sample&)> spoil;
};

const std::vector<Fault>& faults() {
    static const std::vector<Fault> all{
        {"a number is nan", [](Sample& s) { s.prices[3] = nan; }},
        {"a number is infinite", [](Sample& s) { s.prices[3] = inf; }},
        {"a number is minus infinity", [](Sample& s) { s.prices[0] = -inf; }},
        {"a number is 3e38", [](Sample& s) { s.prices[5] = 3e38F; }},
        {"a number is -3e38", [](Sample& s) { s.prices[5] = -3e38F; }},
        {"a number is 1e30", [](Sample& s) { s.prices[2] = 1e30F; }},
        {"a number is 1e18", [](Sample& s) { s.prices[2] = 1e18F; }},
        {"a number is 1e10", [](Sample& s) { s.prices[2] = 1e10F; }},
        {"every number is 1e20", [](Sample& s) { s.prices.assign(8, 1e20F); }},
        {"a user is past the table", [](Sample& s) { s.users[2] = 8; }},
        {"an item is the largest id", [](Sample& s) { s.items[3] = static_cast<ln::row_id>(-1); }},
        {"a listed id is past the table", [](Sample& s) { s.genres[4] = 6; }},
        {"the offsets fall", [](Sample& s) { s.offsets[2] = 1; }},
        {"the offsets reach past the ids", [](Sample& s) { s.offsets[4] = 6; }},
        {"an offset is missing", [](Sample& s) { s.offsets.pop_back(); }},
        {"a user is missing", [](Sample& s) { s.users.pop_back(); }},
        {"an item is one too many", [](Sample& s) { s.items.push_back(1); }},
        {"a row of numbers is missing", [](Sample& s) { s.price_rows = 3; }},
        {"a column of numbers is missing", [](Sample& s) { s.price_columns = 1; }},
        {"a listed weight is nan", [](Sample& s) { s.genre_weights[1] = nan; }},
        {"a listed weight is infinite", [](Sample& s) { s.genre_weights[1] = inf; }},
        {"a listed weight is 3e38", [](Sample& s) { s.genre_weights[0] = 3e38F; }},
        {"listed weights cancel out", [](Sample& s) { s.genre_weights[1] = -1.0F + 1e-7F; }},
        {"a listed weight is missing", [](Sample& s) { s.genre_weights.pop_back(); }},
        {"a label is nan", [](Sample& s) { s.labels[1] = nan; }},
        {"a label is infinite", [](Sample& s) { s.labels[1] = inf; }},
        {"a label is 1e30", [](Sample& s) { s.labels[1] = 1e30F; }},
        {"a label is -1e30", [](Sample& s) { s.labels[1] = -1e30F; }},
        {"a label is 7", [](Sample& s) { s.labels[1] = 7; }},
        {"a label is missing", [](Sample& s) { s.labels.pop_back(); }},
        {"a weight is nan", [](Sample& s) { s.weights[0] = nan; }},
        {"a weight is infinite", [](Sample& s) { s.weights[0] = inf; }},
        {"a weight is 3e38", [](Sample& s) { s.weights[0] = 3e38F; }},
        {"a weight is negative", [](Sample& s) { s.weights[0] = -1; }},
        {"a weight is missing", [](Sample& s) { s.weights.pop_back(); }},
        {"there are no rows", [](Sample& s) { s = {0, {}, {}, {0}, {}, {}, {}, 0, 2, {}, {}}; }},
    };
    return all;
}

template <class ModelType>
bool finite(const ModelType& model) {
    for (const auto& block : model.parameters()) {
        const auto values = block.values.view();
        for (std::size_t r = 0; r < values.rows; ++r) {
            for (std::size_t c = 0; c < values.columns; ++c) {
                if (!std::isfinite(values(r, c))) {
                    return false;
                }
            }
        }
    }
    return true;
}

/// What a trainer and its model are after good steps, with a step on `spoilt` after the third; whether that was
/// refused.
template <class Network, class L, class O>
struct Run {
    using Model = ln::Model<Network, float, 4>;
    Model model{5};
    ln::Trainer<Model, L, O> trainer;
    std::optional<std::string> refusal;

    Run(const L& loss, const O& optimizer, const Sample* spoilt) : trainer{model, loss, optimizer} {
        const Sample good;
        Sample other; // rows that the other does not look up
        other.users = {5, 5, 6, 1};
        other.genres = {4, 4, 2, 1, 1};
        for (int i = 0; i < 8; ++i) {
            if (i == 3 && spoilt != nullptr) {
                try {
                    trainer.step(spoilt->batch<Model>(), spoilt->targets());
                } catch (const ln::Error& error) {
                    refusal = error.what();
                }
                if (!refusal) {
                    return;
                }
            }
            const Sample& next = i % 2 == 0 ? good : other;
            trainer.step(next.batch<Model>(), next.targets());
        }
    }
};

template <class Network, class L, class O>
void check_optimizer(const L& loss, const O& optimizer) {
    const Run<Network, L, O> unspoilt{loss, optimizer, nullptr};
    REQUIRE(finite(unspoilt.model));
    std::size_t refused = 0;
    for (const Fault& fault : faults()) {
        CAPTURE(fault.name);
        Sample sample;
        fault.spoil(sample);
        Run<Network, L, O> spoilt{loss, optimizer, &sample};
        CHECK(finite(spoilt.model));
        if (spoilt.refusal) {
            ++refused;
            CHECK_FALSE(spoilt.refusal->empty());
            CHECK(linnet_test::hash_of(spoilt.model.parameters()) == linnet_test::hash_of(unspoilt.model.parameters()));
            CHECK(spoilt.trainer.steps() == unspoilt.trainer.steps());
            continue;
        }
        // Accepted: what the step left behind does not spoil later ones either.
        const Sample good;
        for (int i = 0; i < 5; ++i) {
            try {
                spoilt.trainer.step(good.batch<typename Run<Network, L, O>::Model>(), good.targets());
            } catch (const ln::DivergenceError&) {
                // The numbers are too large by now, which is said; they are still numbers.
            }
            CHECK(finite(spoilt.model));
        }
    }
    CHECK(refused >= 24);
}

/// One unit behind lookups: the gradient of a row is a product.
using Flat = ln::Sequential<ln::Concat<ln::Embedding<User, 5>, ln::Embedding<Item, 3>>, ln::Dense<1>, ln::Sigmoid>;

/// Whether a step was refused that makes a product overflow, or a sum.
template <class O>
bool refuses_overflow(const O& optimizer, float kernel_value, float weight) {
    ln::Model<Flat, float, 4> model{5};
    const auto kernel = model.parameters()[2].values.view();
    kernel(0, 0) = kernel_value;
    model.parameters()[0].values.view()(1, 0) = 0; // hides the kernel from the loss
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, optimizer};
    const std::vector<ln::row_id> users(4, 1);
    const std::vector<ln::row_id> items{1, 2, 3, 4};
    const std::vector<float> labels{1, 1, 1, 1};
    const std::vector<float> weights(4, weight);
    const ln::Targets<float> targets{ln::ConstMatrixView<float>{labels.data(), 4, 1, 1}, weights};
    const auto before = linnet_test::hash_of(model.parameters());
    try {
        trainer.step({4, {users, items}}, targets);
    } catch (const ln::DivergenceError&) {
        if (linnet_test::hash_of(model.parameters()) != before) { // said, and the trainer goes no further
            CHECK_THROWS_AS(trainer.step({4, {users, items}}, targets), ln::SettingError);
        }
        return true;
    }
    CHECK(finite(model));
    return false;
}

template <class O>
void check_overflow(const O& optimizer) {
    CHECK_FALSE(refuses_overflow(optimizer, 1.0F, 1.0F));
    CHECK(refuses_overflow(optimizer, -1e3F, 1e37F));  // a product
    CHECK(refuses_overflow(optimizer, -5e37F, 20.0F)); // a sum of four
}

template <class Network, class L>
void check_network(const L& loss) {
    check_optimizer<Network>(loss, ln::SGD{});
    check_optimizer<Network>(loss, ln::SGD{.momentum = 0.9, .nesterov = true});
    check_optimizer<Network>(loss, ln::Adagrad{});
    check_optimizer<Network>(loss, ln::RowwiseAdagrad{});
    check_optimizer<Network>(loss, ln::Adam{});
    check_optimizer<Network>(loss, ln::AdamW{});
    check_optimizer<Network>(loss, ln::LazyAdam{});
    check_optimizer<Network>(loss, ln::RMSprop{});
    check_optimizer<Network>(loss, ln::FTRL{});
}

} // namespace

TEST_CASE("no bad batch leaves a trace in a network with a sigmoid") {
    check_network<Binary>(ln::BinaryCrossEntropy{});
}
TEST_CASE("gradients of rows that overflow when they are multiplied or added up are refused or leave numbers") {
    check_overflow(ln::SGD{});
    check_overflow(ln::SGD{.momentum = 0.9});
    check_overflow(ln::Adagrad{});
    check_overflow(ln::RowwiseAdagrad{});
    check_overflow(ln::Adam{});
    check_overflow(ln::AdamW{});
    check_overflow(ln::LazyAdam{});
    check_overflow(ln::RMSprop{});
    check_overflow(ln::FTRL{});
}
TEST_CASE("no bad batch leaves a trace in a network of one sum") { check_network<Linear>(ln::MeanSquaredError{}); }
TEST_CASE("no bad batch leaves a trace in a network of classes") { check_network<Classes>(ln::SoftmaxCrossEntropy{}); }

} // namespace bad_batches_test
