// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// Statistics, which belong to a model but are not trained, from a step to a prediction.

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/metrics.hpp>
#include <linnet/network/grown.hpp>
#include <linnet/network/model.hpp>
#include <linnet/network/summary.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/testing/gradient_check.hpp>
#include <linnet/train.hpp>

#include "../support/bound_layer.hpp"
#include "../support/eager_pool.hpp"
#include "../support/optimizer_checks.hpp"
#include "../support/reference_network.hpp"

namespace statistics_test {

using namespace linnet_test;

namespace {

/// Blocks: two tables, 1.kernel, 2.gamma, 2.beta, 2.moving_mean, 2.moving_variance, 4.kernel, 4.bias.
using Normed = ln::Sequential<ln::Concat<ln::Embedding<User, 6>, ln::Embedding<Item, 5>>, ln::Dense<18, ln::NoBias>,
                              ln::BatchNorm<>, ln::ReLU, ln::Dense<1>, ln::Sigmoid>;
constexpr std::size_t moving_mean = 5;
constexpr std::size_t moving_variance = 6;
using Data = ln::Dataset<ln::TypeList<User, Item>>;

template <std::size_t W = 4>
ln::Model<Normed, float, W> fresh() {
    return {5, ln::Rows<User>{40}, ln::Rows<Item>{30}};
}

Data samples(std::size_t count) {
    Data data;
    for (std::size_t i = 0; i < count; ++i) {
        const auto user = static_cast<ln::row_id>(i * 7 % 40);
        const auto item = static_cast<ln::row_id>(i * 11 % 30);
        data.add((user + item) % 3 == 0 ? 1.0F : 0.0F, user, item);
    }
    return data;
}

const std::array<ln::row_id, 4> users{1, 2, 1, 3};
const std::array<ln::row_id, 4> items{4, 4, 5, 6};
const std::array<float, 4> labels{1, 0, 1, 0};
const ln::ConstMatrixView<float> label_column{labels.data(), 4, 1, 1};
const ln::Model<Normed, float, 4>::batch_type batch{4, {users, items}};

template <class ModelType>
std::vector<float> values(const ModelType& model, std::size_t block) {
    return elements<float>(model.parameters()[block].values.view());
}

/// out = in. Its one statistic is the sum of the batch, made worse by `spoilt`, on which no output depends.
struct Watch {
    static constexpr std::string_view name = "Watch";
    static constexpr bool reads_input = true;
    static inline float spoilt = 0;
    using features = ln::TypeList<>;
    using tables = ln::TypeList<>;
    template <class In>
    using output = ln::same_shape<Watch, In>;

    template <class T, std::size_t W, class In>
    struct Node {
        static constexpr bool trainable = true;
        struct Workspace {
            void reserve(std::size_t) {}
        };
        explicit Node(ln::Builder<T>& builder) : sum{builder.statistics("sum", 1, 1, ln::Zeros{})} {}

        template <class Context>
        void forward(const Context&, ln::ConstMatrixView<T> in, ln::MatrixView<T> out, Workspace&) const {
            copy(in, out);
        }
        template <class Context>
        void backward(Context& context, ln::ConstMatrixView<T> in, ln::ConstMatrixView<T>, ln::ConstMatrixView<T> d_out,
                      ln::MatrixView<T> d_in, Workspace&) const {
            T total = 0;
            for (const T x : elements<T>(in)) {
                total += x;
            }
            context.gradients[sum].next()(0, 0) = spoilt == 0 ? total : static_cast<T>(spoilt);
            if (d_in.data != nullptr) {
                copy(d_out, d_in);
            }
        }
        void describe(ln::Description& description) const { description.add("Watch", In::columns, {sum}); }

    private:
        static void copy(ln::ConstMatrixView<T> from, ln::MatrixView<T> to) {
            for (std::size_t r = 0; r < from.rows; ++r) {
                for (std::size_t c = 0; c < from.columns; ++c) {
                    to(r, c) = from(r, c);
                }
            }
        }
        std::size_t sum;
    };
};

/// The numbers of a model after a training, and its predictions.
template <std::size_t W>
std::vector<float> trained(ln::Executor* executor = nullptr) {
    auto model = fresh<W>();
    const auto data = samples(300);
    ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01}, data,
            {.epochs = 2, .batch_size = 32, .executor = executor});
    std::vector<float> all = ln::predict(model, data, 64, executor);
    for (std::size_t i = 0; i < model.parameters().size(); ++i) {
        const auto block = values(model, i);
        all.insert(all.end(), block.begin(), block.end());
    }
    return all;
}

} // namespace

TEST_CASE_TEMPLATE("a step gives statistics their next value, whatever optimizer, clipping and L2 do to the rest", O,
                   ln::SGD, ln::Adagrad, ln::RowwiseAdagrad, ln::Adam, ln::AdamW, ln::LazyAdam, ln::FTRL, ln::RMSprop) {
    auto model = fresh();
    ln::Gradients<float> gradients(model.parameters());
    decltype(model)::Workspace workspace;
    model.view_gradients(ln::BinaryCrossEntropy{}, batch, label_column, 1, gradients, workspace);
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, O{}};
    trainer.clip_global_norm = 1e-3;
    trainer.l2_rows_in_batch = 0.5;
    trainer.step(batch, label_column);
    CHECK(values(model, moving_mean) == elements<float>(gradients[moving_mean].dense.view()));
    CHECK(values(model, moving_variance) == elements<float>(gradients[moving_variance].dense.view()));
    CHECK(values(model, moving_mean) != std::vector<float>(18, 0.0F));
    CHECK(values(model, moving_variance) != std::vector<float>(18, 1.0F));

    std::size_t bytes = 0;
    for (const auto& block : model.parameters()) {
        if (block.kind != ln::BlockKind::statistics) {
            bytes += bytes_of(typename O::template State<float, 4>(O{}, block));
        }
    }
    CHECK(trainer.optimizer_bytes() == bytes);
}

TEST_CASE("a loop of one's own assigns statistics when it accepts a step, and those of the last batch count") {
    auto model = fresh();
    const auto& loss = ln::BinaryCrossEntropy{};
    decltype(model)::Workspace workspace;
    ln::Gradients<float> both(model.parameters());
    ln::Gradients<float> last(model.parameters());
    const decltype(batch) other{4, {items, users}};
    model.add_gradients(loss, other, label_column, 1, both, workspace);
    model.add_gradients(loss, batch, label_column, 1, both, workspace);
    model.add_gradients(loss, batch, label_column, 1, last, workspace);
    CHECK(values(model, moving_mean) == std::vector<float>(18, 0.0F));
    CHECK(values(model, moving_variance) == std::vector<float>(18, 1.0F));
    const auto next = elements<float>(last[moving_mean].dense.view());
    CHECK(elements<float>(both[moving_mean].dense.view()) == next);

    CHECK_THROWS_WITH_AS(
        model.add_gradients(loss, {0, {}}, ln::ConstMatrixView<float>{nullptr, 0, 1, 1}, 1, both, workspace),
        "a batch of 0 rows has no loss", ln::SettingError);
    CHECK(elements<float>(both[moving_mean].dense.view()) == next);

    both.drop();
    both.assign_statistics(model.parameters()); // of nothing
    CHECK(values(model, moving_mean) == std::vector<float>(18, 0.0F));
    const auto kernel = values(model, 2);
    last.assign_statistics(model.parameters());
    CHECK(values(model, moving_mean) == next);
    CHECK(values(model, 2) == kernel);
}

TEST_CASE("a next value that is NaN or infinite is refused, though no loss depends on it, and the model stays") {
    using Network =
        ln::Sequential<ln::Concat<ln::Embedding<User, 6>, ln::Embedding<Item, 5>>, Watch, ln::Dense<1>, ln::Sigmoid>;
    ln::Model<Network, float, 4> model{5, ln::Rows<User>{40}, ln::Rows<Item>{30}};
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::Adam{}};
    trainer.step(batch, label_column);
    const auto before = hash_of(model.parameters());
    for (const float bad : {std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity()}) {
        Watch::spoilt = bad;
        CHECK_THROWS_WITH_AS(trainer.step(batch, label_column), "the next value of '1.sum' became infinite or nan",
                             ln::DivergenceError);
        CHECK(hash_of(model.parameters()) == before);
        CHECK(trainer.steps() == 1);
    }
    Watch::spoilt = 0;
    trainer.step(batch, label_column);
    CHECK(hash_of(model.parameters()) != before);
    CHECK(ln::check_gradients<Watch, ln::Shape<5>>());
}

TEST_CASE("a variance that overflows is refused, with the number that is to blame") {
    using Place = ln::Numeric<"place">;
    ln::Model<ln::Sequential<ln::Input<Place>, ln::BatchNorm<>, ln::Dense<1>>, float, 4> model;
    const std::array<float, 3> huge{-1e25F, 1e25F, 1};
    const std::array<float, 3> targets{0, 1, 0};
    ln::Trainer trainer{model, ln::MeanSquaredError{}, ln::SGD{}};
    const auto before = hash_of(model.parameters());
    CHECK_THROWS_WITH_AS(trainer.step({3, {{huge.data(), 3, 1, 1}}}, {{targets.data(), 3, 1, 1}}),
                         "the next value of '1.moving_variance' became infinite or nan; feature 'place', row 0: -1e+25",
                         ln::DivergenceError);
    CHECK(hash_of(model.parameters()) == before);
}

TEST_CASE("a last batch of one row trains, and leaves the moments as they were") {
    auto model = fresh();
    auto shorter = fresh();
    const ln::SGD still{.learning_rate = 0.0};
    ln::fit(model, ln::BinaryCrossEntropy{}, still, samples(33), {.batch_size = 32, .shuffle = false});
    ln::fit(shorter, ln::BinaryCrossEntropy{}, still, samples(32), {.batch_size = 32, .shuffle = false});
    CHECK(values(model, moving_mean) == values(shorter, moving_mean));
    CHECK(values(model, moving_variance) == values(shorter, moving_variance));
    const auto before = values(model, 2);
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 0.1}};
    trainer.step({1, {std::span{users}.first(1), std::span{items}.first(1)}}, label_column.top(1));
    CHECK(values(model, 2) != before);
    CHECK(values(model, moving_variance) == values(shorter, moving_variance));
}

TEST_CASE("a network with BatchNorm learns, and predicts by its moving moments what it learned by those of batches") {
    auto model = fresh();
    const auto data = samples(1200);
    const auto history = ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01}, data,
                                 {.epochs = 30, .batch_size = 64, .validation = &data, .metrics = {ln::Auc{}}});
    CHECK(history.epochs.back().metrics["auc"] > 0.99);
    CHECK(history.epochs.back().validation_loss.value() < 0.1);
    CHECK(ln::predict(model, data, 1) == ln::predict(model, data, 100));
}

TEST_CASE("a network with BatchNorm has the same bits at every width and number of threads") {
    const auto want = trained<1>();
    CHECK(trained<4>() == want);
    CHECK(trained<16>() == want);
    CHECK(trained<8>(&three_threads()) == want);
}

TEST_CASE("early stopping restores statistics with the weights") {
    auto model = fresh();
    auto best = fresh();
    double score = 1.0;
    const auto history =
        ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{}, samples(200),
                {.epochs = 9,
                 .early_stopping = ln::EarlyStopping{.patience = 2, .score = [&score] { return score -= 0.125; }}});
    CHECK(history.epochs.size() == 3);
    ln::fit(best, ln::BinaryCrossEntropy{}, ln::Adam{}, samples(200), {.epochs = 1});
    CHECK(hash_of(model.parameters()) == hash_of(best.parameters()));
}

TEST_CASE("a grown model has the statistics, and goes on with them") {
    auto model = fresh();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::Adam{}};
    trainer.step(batch, label_column);
    auto larger = ln::grown(model, ln::Rows<User>{50});
    ln::Trainer further{larger, trainer};
    CHECK(values(larger, moving_mean) == values(model, moving_mean));
    CHECK(values(larger, moving_variance) == values(model, moving_variance));
    trainer.step(batch, label_column);
    further.step(batch, label_column);
    CHECK(values(larger, moving_mean) == values(model, moving_mean));
    CHECK(values(larger, moving_variance) == values(model, moving_variance));
    CHECK(values(larger, 2) == values(model, 2));
}

TEST_CASE("each tower of a network has moments of its own batch") {
    using Towers = ln::Dot<ln::Sequential<ln::Embedding<User, 6>, ln::Dense<5>, ln::BatchNorm<>>,
                           ln::Sequential<ln::Embedding<Item, 5>, ln::BatchNorm<>>>;
    ln::Model<Towers, float, 4> model{5, ln::Rows<User>{40}, ln::Rows<Item>{30}};
    ln::Trainer trainer{model, ln::InBatchSoftmax<User, Item>{}, ln::Adam{}};
    const std::array<float, 4> ones{1, 1, 1, 1};
    trainer.step({4, {users, items}}, {{ones.data(), 4, 1, 1}});
    std::size_t statistics = 0;
    for (const auto& block : model.parameters()) {
        if (block.kind == ln::BlockKind::statistics) {
            ++statistics;
            const float start = block.name.ends_with("moving_mean") ? 0.0F : 1.0F;
            CHECK(elements<float>(block.values.view()) != std::vector<float>(5, start));
        }
    }
    CHECK(statistics == 4);
}

TEST_CASE("a rule of a part leaves statistics out, and one that finds nothing else is refused") {
    auto model = fresh();
    const auto make = [&](const auto& optimizer) { ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, optimizer}; };
    CHECK_NOTHROW(make(ln::PerPart{ln::Rule<"2", ln::Adam>{}, ln::SGD{}}));
    CHECK_THROWS_WITH_AS(make(ln::PerPart{ln::Rule<"2.moving_mean", ln::Adam>{}, ln::SGD{}}),
                         "the rule of '2.moving_mean' gets no block of the network; `summary` shows their names",
                         ln::SettingError);
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::PerPart{ln::Rule<"2", ln::Adam>{}, ln::SGD{}}};
    trainer.step(batch, label_column);
    CHECK(values(model, moving_mean) != std::vector<float>(18, 0.0F));
    auto larger = ln::grown(model, ln::Rows<User>{50});
    ln::Trainer further{larger, trainer};
    further.step(batch, label_column);
}

TEST_CASE("statistics are described and take memory, but are no trainable numbers") {
    const auto model = fresh();
    CHECK(model.parameters().count() == 40 * 6 + 30 * 5 + 11 * 18 + 2 * 18 + 18 + 1);
    const std::string text = ln::summary(model);
    INFO(text);
    CHECK(text.find("BatchNorm          2                   batch x 18          36    512\n") != text.npos);
    CHECK(text.find("total                                                     643   4236\n") != text.npos);
}

} // namespace statistics_test
