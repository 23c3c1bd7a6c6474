// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/network/propagated_parameters.hpp>

#include <array>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/network/grown.hpp>
#include <linnet/network/model.hpp>
#include <linnet/network/summary.hpp>
#include <linnet/network/training_pass.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/recommend/model_factors.hpp>
#include <linnet/recommend/similar.hpp>
#include <linnet/train/fit.hpp>

#include "../support/bound_layer.hpp"
#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"
#include "../support/reference_network.hpp"

namespace propagated_parameters_test {

using namespace linnet_test;

namespace {

using Graph = ln::GraphPropagation<2>;
using Network = ln::Dot<ln::Embedding<User, 5, Graph>, ln::Embedding<Item, 5, Graph>>;
using Model = ln::Model<Network, float, 4>;
using Batch = Model::batch_type;
using Plain = ln::Model<ln::Dot<ln::Embedding<User, 5>, ln::Embedding<Item, 5>>, float, 4>;

constexpr ln::row_id user_rows = 9;
constexpr ln::row_id item_rows = 7;

ln::InteractionGraph some_graph(ln::row_id shift = 0) {
    std::vector<ln::row_id> users;
    std::vector<ln::row_id> items;
    for (ln::row_id i = 0; i < 20; ++i) {
        users.push_back(1 + i * i % (user_rows - 1));
        items.push_back(1 + (i + shift) * 3 % (item_rows - 2)); // the last one stays alone
    }
    return {users, items, user_rows, item_rows};
}

Model without_graph() { return {3, ln::Rows<User>{user_rows}, ln::Rows<Item>{item_rows}}; }
Model with_graph() {
    Model model = without_graph();
    model.set_graph<User, Item>(some_graph());
    return model;
}

const std::vector<ln::row_id> users{1, 4, 1, 8};
const std::vector<ln::row_id> items{2, 6, 1, 2};
const Batch batch{4, {users, items}};
const std::vector<float> labels{1, 0, 0, 1};
const ln::Targets<float> targets{{labels.data(), 4, 1, 1}, {}};

std::vector<float> predicted(const Model& model, ln::Executor* executor = nullptr) {
    Model::Workspace workspace;
    const auto out = model.predict(batch, workspace, executor);
    return elements<float>(out);
}

/// The gradient of both tables, of zeros for rows that have none.
std::vector<float> tables_of(const Model& model, const ln::Gradients<float>& gradients) {
    std::vector<float> all;
    for (const std::size_t block : {0U, 2U}) {
        for (std::size_t r = 0; r < model.parameters()[block].values.rows(); ++r) {
            const auto& rows = gradients[block].rows;
            std::array<float, 5> sum{};
            if (const std::size_t group = rows.group_of(r); group != rows.none) {
                ln::kernels::sum_row<float, 1>(rows, group, sum.data(), 5);
            }
            all.insert(all.end(), sum.begin(), sum.end());
        }
    }
    return all;
}

/// Runs parts on the caller's thread, and counts how often it is asked to. It is asked once for each hop of a side.
class Counter : public ln::Executor {
public:
    [[nodiscard]] std::size_t threads() const override { return 2; }
    [[nodiscard]] std::size_t least_share_cost() const override { return 1; }
    void run(std::size_t parts, Task task) override {
        ++runs;
        if (runs == fails_at) {
            throw ln::SettingError("refused");
        }
        for (std::size_t part = 0; part < parts; ++part) {
            task(part);
        }
    }
    std::size_t runs = 0;
    std::size_t fails_at = 0;
};

} // namespace

TEST_CASE("a model without a graph neither predicts nor trains, and says what to do") {
    Model model = without_graph();
    const char* const sentence = "a network with GraphPropagation needs the graph of the interactions: give the model "
                                 "one by set_graph";
    CHECK(model.graph() == nullptr);
    CHECK_THROWS_WITH_AS(predicted(model), sentence, ln::SettingError);
    ln::Dataset<ln::TypeList<User, Item>> data;
    data.add(1.0F, 1, 2);
    CHECK_THROWS_WITH_AS(ln::fit(model, ln::MeanSquaredError{}, ln::SGD{}, data, {.epochs = 1}), sentence,
                         ln::SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::model_factors(model)), sentence, ln::SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::similar_items(model, 2)), sentence, ln::SettingError);
    const Model copy{model};
    CHECK_THROWS_WITH_AS(predicted(copy), sentence, ln::SettingError);
    model.set_graph<User, Item>(some_graph());
    CHECK(model.graph()->size() == some_graph().size());
    CHECK(predicted(model) == predicted(with_graph()));
}

TEST_CASE("a graph that does not fit the tables is refused, and the feature is named") {
    Model model = with_graph();
    const auto before = predicted(model);
    const auto give = [&](ln::row_id of_users, ln::row_id of_items) {
        model.set_graph<User, Item>(ln::InteractionGraph{{}, {}, of_users, of_items});
    };
    CHECK_THROWS_WITH_AS(give(8, 7), "set_graph: the graph has 8 rows of users, and feature 'user' has 9",
                         ln::SettingError);
    CHECK_THROWS_WITH_AS(give(9, 10), "set_graph: the graph has 10 rows of items, and feature 'item' has 7",
                         ln::SettingError);
    CHECK(predicted(model) == before);
}

TEST_CASE("two tables of one feature are refused when the graph comes") {
    using Twice = ln::Sequential<ln::Concat<Network, ln::Embedding<User, 5, Graph>>, ln::Dense<1>>;
    ln::Model<Twice, float, 4> model{3, ln::Rows<User>{user_rows}, ln::Rows<Item>{item_rows}};
    CHECK_THROWS_WITH_AS((model.set_graph<User, Item>(some_graph())),
                         "set_graph: the network has 3 tables with GraphPropagation in place of 2; lookups of one "
                         "feature share theirs by Table<\"name\">",
                         ln::SettingError);
}

TEST_CASE("the sides of the graph are those that are named, wherever their lookups stand") {
    using ItemsFirst = ln::Dot<ln::Embedding<Item, 5, Graph>, ln::Embedding<User, 5, Graph>>;
    ln::Model<ItemsFirst, float, 4> other{3, ln::Rows<User>{user_rows}, ln::Rows<Item>{item_rows}};
    other.set_graph<User, Item>(some_graph());
    const Model model = with_graph();
    other.parameters()[0].values = model.parameters()[2].values;
    other.parameters()[2].values = model.parameters()[0].values;
    ln::Model<ItemsFirst, float, 4>::Workspace workspace;
    CHECK(elements<float>(other.predict({4, {items, users}}, workspace)) == predicted(model));
}

TEST_CASE("what is derived is computed once after parameters or graph changed") {
    Model model = with_graph();
    Counter counter;
    const auto runs = [&] {
        counter.runs = 0;
        static_cast<void>(predicted(model, &counter));
        return counter.runs;
    };
    const std::size_t warm = (static_cast<void>(runs()), runs()); // those of the layers
    CHECK(runs() == warm);
    const auto before = predicted(model);
    model.parameters()[0].values.view()(1, 0) += 1.0F;
    CHECK(runs() == warm + 4);
    CHECK(runs() == warm);
    CHECK(predicted(model) != before);
    model.parameters()[0].values.view()(1, 0) -= 1.0F;
    model.set_graph<User, Item>(some_graph(1));
    CHECK(predicted(model) != before);
    model.set_graph<User, Item>(some_graph());

    ln::Trainer trainer{model, ln::MeanSquaredError{}, ln::SGD{.learning_rate = 0.1}, &counter};
    trainer.step(batch, targets);
    counter.runs = 0;
    trainer.step(batch, targets);
    const std::size_t of_step = counter.runs;
    Plain plain{3, ln::Rows<User>{user_rows}, ln::Rows<Item>{item_rows}};
    ln::Trainer plain_trainer{plain, ln::MeanSquaredError{}, ln::SGD{.learning_rate = 0.1}, &counter};
    plain_trainer.step(batch, targets);
    counter.runs = 0;
    plain_trainer.step(batch, targets);
    CHECK(of_step == counter.runs + 4 + 4); // forward and back
}

TEST_CASE("a prediction whose executor fails leaves a model that predicts") {
    Model model = with_graph();
    Counter counter;
    counter.fails_at = 2;
    CHECK_THROWS_WITH_AS(predicted(model, &counter), "refused", ln::SettingError);
    CHECK(predicted(model, &counter) == predicted(with_graph()));
}

TEST_CASE("copies and moved models predict the same, and change by themselves") {
    Model model = with_graph();
    const Model stale_copy{model}; // before anything was derived
    const auto want = predicted(model);
    CHECK(predicted(stale_copy) == want);
    Model copy{model};
    CHECK(copy.graph() == model.graph()); // shared
    CHECK(predicted(copy) == want);
    copy.parameters()[0].values.view()(4, 1) += 1.0F;
    CHECK(predicted(copy) != want);
    CHECK(predicted(model) == want);
    copy.set_graph<User, Item>(some_graph(2));
    CHECK(copy.graph() != model.graph());
    CHECK(predicted(model) == want);

    Model moved{std::move(model)};
    CHECK(predicted(moved) == want);
    CHECK(model.graph() == nullptr); // NOLINT(bugprone-use-after-move)
    CHECK_THROWS_WITH_AS(predicted(model), "the model was moved from", ln::SettingError);
    copy = moved;
    CHECK(predicted(copy) == want);
    copy.parameters()[0].values.view()(4, 1) += 1.0F;
    moved = std::move(copy);
    CHECK(predicted(moved) != want);
    model = with_graph();
    CHECK(predicted(model) == want);
}

TEST_CASE("threads that find the model stale, or copy it, get the same numbers") {
    const auto want = predicted(with_graph());
    for (int round = 0; round < 200; ++round) {
        const Model model = with_graph();
        std::atomic<int> ready{0};
        std::atomic<std::size_t> wrong{0};
        const auto meet = [&] {
            ++ready;
            while (ready < 3) {
            }
        };
        std::vector<std::thread> threads;
        for (int i = 0; i < 2; ++i) {
            threads.emplace_back([&] {
                meet();
                wrong += predicted(model) == want ? 0U : 1U;
            });
        }
        threads.emplace_back([&] {
            meet();
            const Model copy{model};
            wrong += predicted(copy) == want ? 0U : 1U;
        });
        for (std::thread& thread : threads) {
            thread.join();
        }
        REQUIRE(wrong == 0);
    }
}

TEST_CASE("gradients of several batches add up, each pulled back once") {
    const Model model = with_graph();
    const ln::MeanSquaredError loss;
    const std::vector<ln::row_id> other_users{4, 2, 4};
    const std::vector<ln::row_id> other_items{1, 6, 1};
    const Batch other{3, {other_users, other_items}};
    const ln::Targets<float> other_targets{{labels.data(), 3, 1, 1}, {}};
    Model::Workspace workspace;
    const auto alone = [&](const Batch& one, const ln::Targets<float>& of_one) {
        ln::Gradients<float> gradients{model.parameters()};
        static_cast<void>(model.view_gradients(loss, one, of_one, 1, gradients, workspace));
        return tables_of(model, gradients);
    };
    const auto first = alone(batch, targets);
    const auto second = alone(other, other_targets);
    ln::Gradients<float> gradients{model.parameters()};
    for (int round = 0; round < 2; ++round) {
        CAPTURE(round);
        static_cast<void>(model.add_gradients(loss, batch, targets, 1, gradients, workspace));
        static_cast<void>(model.add_gradients(loss, other, other_targets, 1, gradients, workspace));
        static_cast<void>(model.add_gradients(loss, batch, targets, 1, gradients, workspace));
        const auto both = tables_of(model, gradients);
        std::size_t mistakes = 0;
        for (std::size_t i = 0; i < both.size(); ++i) {
            mistakes += std::abs(both[i] - (2 * first[i] + second[i])) <= 1e-7F ? 0U : 1U;
        }
        CHECK(mistakes == 0);
        gradients.clear();
    }
    // The pieces of a step are the step.
    ln::TrainingPass pass{model, loss, workspace};
    const auto read = pass.forward(batch, 1);
    ln::Matrix<float> slopes{4, 1};
    std::array<float, 4> losses{};
    pass.sample_losses(targets, losses, slopes.view());
    for (std::size_t b = 0; b < read.rows; ++b) {
        slopes.view()(b, 0) /= 4;
    }
    pass.backward(slopes.view(), gradients);
    CHECK(tables_of(model, gradients) == first);
}

TEST_CASE("a step that was refused leaves no trace") {
    Model model = with_graph();
    Model twin{model};
    ln::Trainer trainer{model, ln::MeanSquaredError{}, ln::SGD{.learning_rate = 0.1}};
    ln::Trainer twin_trainer{twin, ln::MeanSquaredError{}, ln::SGD{.learning_rate = 0.1}};
    trainer.step(batch, targets);
    twin_trainer.step(batch, targets);
    const std::vector<ln::row_id> wrong{1, 2, 3, user_rows};
    CHECK_THROWS_AS(trainer.step({4, {wrong, items}}, targets), ln::IdError);
    const std::vector<float> infinite{1, 0, std::numeric_limits<float>::infinity(), 1};
    CHECK_THROWS_AS(trainer.step(batch, {{infinite.data(), 4, 1, 1}, {}}), ln::Error);
    CHECK(hash_of(model.current_parameters()) == hash_of(twin.current_parameters()));
    trainer.step(batch, targets);
    twin_trainer.step(batch, targets);
    CHECK(predicted(model) == predicted(twin));
    CHECK(hash_of(model.current_parameters()) == hash_of(twin.current_parameters()));
}

TEST_CASE("a loss of towers reaches the tables") {
    ln::Model<Network, double, 4> model{3, ln::Rows<User>{user_rows}, ln::Rows<Item>{item_rows}};
    model.set_graph<User, Item>(some_graph());
    const ln::InBatchSoftmax<User, Item> loss;
    const std::vector<double> ones(4, 1.0);
    const ln::Targets<double> all_positive{{ones.data(), 4, 1, 1}, {}};
    const decltype(model)::batch_type all{4, {users, items}};
    decltype(model)::Workspace workspace;
    ln::Gradients<double> gradients{model.parameters()};
    static_cast<void>(model.view_gradients(loss, all, all_positive, 1, gradients, workspace));
    std::size_t mistakes = 0;
    std::size_t moving = 0;
    for (const std::size_t block : {0U, 2U}) {
        for (std::size_t r = 0; r < model.parameters()[block].values.rows(); ++r) {
            std::array<double, 5> got{};
            const auto& rows = gradients[block].rows;
            if (const std::size_t group = rows.group_of(r); group != rows.none) {
                ln::kernels::sum_row<double, 1>(rows, group, got.data(), 5);
            }
            for (std::size_t c = 0; c < 5; ++c) {
                const auto at = [&](double by) {
                    decltype(model) moved{model};
                    decltype(model)::Workspace other;
                    moved.parameters()[block].values.view()(r, c) += by;
                    return moved.loss(loss, all, all_positive, other);
                };
                const double slope = (at(0x1p-17) - at(-0x1p-17)) / 0x1p-16;
                mistakes += std::abs(slope - got[c]) <= 1e-9 ? 0U : 1U;
                moving += std::abs(slope) > 1e-4 ? 1U : 0U;
            }
        }
    }
    CHECK(mistakes == 0);
    CHECK(moving > 40);
}

TEST_CASE("L2 of the rows in a batch counts for those that were looked up") {
    const auto trained = [](double l2) {
        Model model = with_graph();
        ln::Trainer trainer{model, ln::MeanSquaredError{}, ln::SGD{.learning_rate = 1.0}};
        trainer.l2_rows_in_batch = l2;
        trainer.step(batch, targets);
        return model;
    };
    const Model without = trained(0.0);
    const Model with = trained(0.125);
    const Model before = with_graph();
    std::size_t mistakes = 0;
    for (const std::size_t block : {0U, 2U}) {
        const auto& looked_up = block == 0 ? users : items;
        for (std::size_t r = 0; r < before.parameters()[block].values.rows(); ++r) {
            const bool in_batch = std::find(looked_up.begin(), looked_up.end(), r) != looked_up.end();
            for (std::size_t c = 0; c < 5; ++c) {
                const float pulled =
                    without.parameters()[block].values.view()(r, c) - with.parameters()[block].values.view()(r, c);
                const float want = in_batch ? 0.125F * before.parameters()[block].values.view()(r, c) : 0.0F;
                mistakes += std::abs(pulled - want) <= 1e-7F ? 0U : 1U;
            }
        }
    }
    CHECK(mistakes == 0);
}

TEST_CASE("every optimizer, clipping and checks see the tables, and not what is derived") {
    const auto check = [](const auto& optimizer) {
        Model model = with_graph();
        ln::Trainer trainer{model, ln::MeanSquaredError{}, optimizer};
        trainer.clip_global_norm = 1e-3;
        trainer.l2_rows_in_batch = 1e-3;
        const float first = trainer.step(batch, targets);
        for (int step = 0; step < 30; ++step) {
            trainer.step(batch, targets);
        }
        CHECK(trainer.step(batch, targets) < first);
        Model same_tables = with_graph(); // what is derived comes from the tables alone
        same_tables.parameters()[0].values = model.parameters()[0].values;
        same_tables.parameters()[2].values = model.parameters()[2].values;
        CHECK(predicted(same_tables) == predicted(model));
    };
    check(ln::SGD{.learning_rate = 1.0});
    check(ln::Adam{.learning_rate = 0.05});
    check(ln::AdamW{.learning_rate = 0.05});
    check(ln::LazyAdam{.learning_rate = 0.05});
    check(ln::RowwiseAdagrad{.learning_rate = 0.1});
    check(ln::PerPart{ln::Rule<ln::Tables, ln::Adagrad>{{.learning_rate = 0.1}}, ln::SGD{}});
    Model model = with_graph();
    const ln::Trainer trainer{model, ln::MeanSquaredError{}, ln::SGD{.learning_rate = 1.0, .momentum = 0.9}};
    Plain plain{3, ln::Rows<User>{user_rows}, ln::Rows<Item>{item_rows}};
    const ln::Trainer of_plain{plain, ln::MeanSquaredError{}, ln::SGD{.learning_rate = 1.0, .momentum = 0.9}};
    CHECK(trainer.optimizer_bytes() == of_plain.optimizer_bytes());
    CHECK(model.parameters().count() == 5 * (user_rows + item_rows));
}

TEST_CASE("the norm of gradients that are clipped is that of the tables") {
    const auto stepped = [](double clip) {
        Model model = with_graph();
        ln::Trainer trainer{model, ln::MeanSquaredError{}, ln::SGD{.learning_rate = 1.0}};
        trainer.clip_global_norm = clip;
        trainer.step(batch, targets);
        return model;
    };
    const Model before = with_graph();
    const auto moved_by = [&](const Model& model) {
        double squares = 0;
        for (const std::size_t block : {0U, 2U}) {
            for (std::size_t r = 0; r < before.parameters()[block].values.rows(); ++r) {
                for (std::size_t c = 0; c < 5; ++c) {
                    squares += std::pow(static_cast<double>(model.parameters()[block].values.view()(r, c) -
                                                            before.parameters()[block].values.view()(r, c)),
                                        2);
                }
            }
        }
        return std::sqrt(squares);
    };
    const double norm = moved_by(stepped(0.0));
    CHECK(moved_by(stepped(norm / 4)) == doctest::Approx(norm / 4).epsilon(1e-4));
    CHECK(moved_by(stepped(norm * 1.1)) == doctest::Approx(norm).epsilon(1e-4));
}

TEST_CASE("row 0 reads as the mean of what was looked up, where it stands alone and was not") {
    Model model = with_graph();
    ln::Trainer trainer{model, ln::MeanSquaredError{}, ln::SGD{.learning_rate = 0.1}};
    trainer.step(batch, targets);
    trainer.average_unknown_rows();
    const auto& parameters = model.current_parameters();
    const auto check = [&](std::size_t block, const std::vector<std::size_t>& looked_up) {
        const auto values = parameters[block].values.view();
        for (std::size_t c = 0; c < 5; ++c) {
            double sum = 0;
            for (const std::size_t row : looked_up) {
                sum += static_cast<double>(values(row, c));
            }
            CHECK(static_cast<double>(values(0, c)) ==
                  doctest::Approx(sum / static_cast<double>(looked_up.size())).epsilon(1e-5));
        }
    };
    check(1, {1, 4, 8});
    check(3, {1, 2, 6});

    const auto kept = elements<float>(parameters[1].values.view());
    const std::vector<ln::row_id> zeros(4, 0);
    trainer.optimizer.learning_rate = 0.0;
    trainer.step({4, {zeros, items}}, targets);
    model.parameters()[0].values.view()(0, 0) = 77.0F;
    trainer.average_unknown_rows(); // it was looked up
    CHECK(model.parameters()[0].values.view()(0, 0) == 77.0F);

    Model joined = without_graph(); // row 0 is somebody
    const std::vector<ln::row_id> zero{0};
    joined.set_graph<User, Item>(ln::InteractionGraph{zero, zero, user_rows, item_rows});
    const auto before = elements<float>(joined.parameters()[0].values.view());
    ln::Trainer of_joined{joined, ln::MeanSquaredError{}, ln::SGD{.learning_rate = 0.0}};
    of_joined.step(batch, targets);
    of_joined.average_unknown_rows();
    CHECK(elements<float>(joined.parameters()[0].values.view()) == before);

    Model befriended = without_graph(); // row 0 is somebody's friend
    ln::InteractionGraph graph = some_graph();
    graph.join_users(zero, std::vector<ln::row_id>{4});
    befriended.set_graph<User, Item>(std::move(graph));
    ln::Trainer of_befriended{befriended, ln::MeanSquaredError{}, ln::SGD{.learning_rate = 0.0}};
    of_befriended.step(batch, targets);
    of_befriended.average_unknown_rows();
    CHECK(elements<float>(befriended.parameters()[0].values.view()) == before);
}

TEST_CASE("a grown model needs the graph of its new rows") {
    Model model = with_graph();
    ln::Trainer trainer{model, ln::MeanSquaredError{}, ln::Adam{}};
    trainer.step(batch, targets);
    Model larger = ln::grown(model, ln::Rows<User>{user_rows + 3});
    CHECK(larger.graph() == nullptr);
    CHECK_THROWS_AS(predicted(larger), ln::SettingError);
    CHECK_THROWS_AS((larger.set_graph<User, Item>(some_graph())), ln::SettingError);
    std::vector<ln::row_id> of_users;
    std::vector<ln::row_id> of_items;
    for (std::size_t user = 0; user < user_rows; ++user) {
        for (const ln::row_id item : model.graph()->items_of_users().of(user)) {
            of_users.push_back(static_cast<ln::row_id>(user));
            of_items.push_back(item);
        }
    }
    larger.set_graph<User, Item>(ln::InteractionGraph{of_users, of_items, user_rows + 3, item_rows});
    CHECK(predicted(larger) == predicted(model));
    ln::Trainer further{larger, trainer};
    further.step(batch, targets);
    trainer.step(batch, targets);
    CHECK(predicted(larger) == predicted(model));
}

TEST_CASE("a summary counts the tables, and the memory of both") {
    const Model model = with_graph();
    const std::string text = ln::summary(model);
    const std::string bytes = std::to_string(2 * model.parameters()[0].values.bytes());
    CHECK(text.find("0.user.embedding  batch x 5          45") != std::string::npos);
    CHECK(text.find(bytes) != std::string::npos);
    CHECK(text.find("propagated") == std::string::npos);
    CHECK(model.parameters()[1].name == "0.user.embedding.propagated");
}

TEST_CASE("a feature whose name ends like that of the other has a table of its own") {
    using Id = ln::Categorical<"id", 4>;
    using ShopId = ln::Categorical<"shop.id", 4>;
    using Once = ln::GraphPropagation<1>;
    ln::Model<ln::Dot<ln::Embedding<ShopId, 2, Once>, ln::Embedding<Id, 2, Once>>, float, 4> model{1};
    const std::vector<ln::row_id> ids{1};
    const std::vector<ln::row_id> shop_ids{2};
    model.set_graph<Id, ShopId>(ln::InteractionGraph{ids, shop_ids, 4, 4});
    const auto& parameters = model.current_parameters();
    const auto value = [&](std::size_t block, std::size_t row) { return parameters[block].values.view()(row, 0); };
    const float mean = (value(0, 2) + value(2, 1)) / 2; // of the two ends of the edge
    CHECK(value(1, 2) == mean);
    CHECK(value(3, 1) == mean);
    CHECK(value(1, 1) == value(0, 1) / 2);
    CHECK(value(3, 2) == value(2, 2) / 2);
}

} // namespace propagated_parameters_test
