// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/trainer.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/numeric.hpp>
#include <linnet/losses.hpp>
#include <linnet/optimizers.hpp>

#include "../support/eager_pool.hpp"
#include "../support/reference_network.hpp"

namespace trainer_test {

using namespace linnet_test;

namespace {

using Model = ln::Model<Reference, float, 4>;

const std::array<ln::row_id, 4> users{1, 2, 1, 3};
const std::array<ln::row_id, 4> items{4, 4, 5, 6};
const Model::batch_type batch{4, {users, items}};
std::array<float, 4> labels{1, 0, 1, 0};
const ln::ConstMatrixView<float> label_column{labels.data(), 4, 1, 1};

Model fresh() { return Model{5, ln::Rows<User>{10}, ln::Rows<Item>{10}}; }

} // namespace

TEST_CASE("steps make the loss smaller, and count") {
    Model model = fresh();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01}};
    const float first = trainer.step(batch, label_column);
    float last = first;
    for (int i = 0; i < 50; ++i) {
        last = trainer.step(batch, label_column);
    }
    CHECK(first == doctest::Approx(std::log(2.0)).epsilon(0.05));
    CHECK(last < 0.1F);
    CHECK(trainer.steps() == 51);
    const std::size_t resting = 2 * (10 + 1) * sizeof(std::uint64_t); // of two tables: a number and a bit for each row
    CHECK(trainer.optimizer_bytes() == 2 * model.parameters().bytes() + resting);
}

TEST_CASE("a step takes the view of a matrix as it takes one of constants") {
    Model model = fresh();
    Model same = fresh();
    ln::Matrix<float> matrix(4, 1);
    for (std::size_t i = 0; i < 4; ++i) {
        matrix.view()(i, 0) = labels[i];
    }
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::SGD{}};
    ln::Trainer other{same, ln::BinaryCrossEntropy{}, ln::SGD{}};
    const std::array<float, 4> weights{1, 2, 3, 4};
    CHECK(trainer.step(batch, matrix.view()) == other.step(batch, label_column));
    CHECK(trainer.step(batch, {matrix.view(), weights}) == other.step(batch, {label_column, weights}));
    CHECK(hash_of(model.parameters()) == hash_of(same.parameters()));
}

TEST_CASE("an infinite or NaN loss throws and leaves the model as it was") {
    Model model = fresh();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::Adam{}};
    trainer.step(batch, label_column);
    const auto before = hash_of(model.parameters());
    std::array<float, 4> heavy{};
    heavy.fill(std::numeric_limits<float>::max());
    CHECK_THROWS_WITH_AS(trainer.step(batch, {label_column, heavy}),
                         "the loss became inf; the weights, row 0: 3.40282e+38", ln::DivergenceError);
    CHECK(hash_of(model.parameters()) == before);
    float& bias = model.parameters()[model.parameters().size() - 1].values.view()(0, 0);
    const float good = std::exchange(bias, std::numeric_limits<float>::quiet_NaN());
    CHECK_THROWS_WITH_AS(trainer.step(batch, label_column), "the loss became nan", ln::DivergenceError);
    bias = good;
    CHECK(hash_of(model.parameters()) == before);
    CHECK(trainer.steps() == 1);
    trainer.step(batch, label_column);
    CHECK(hash_of(model.parameters()) != before);
}

TEST_CASE("a label or a weight out of range throws and leaves the model as it was") {
    Model model = fresh();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::Adam{}};
    const auto before = hash_of(model.parameters());
    for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), -1.0F}) {
        std::array<float, 4> numbers{1, 1, bad, 1};
        CHECK_THROWS_AS(trainer.step(batch, {{numbers.data(), 4, 1, 1}}), ln::LabelError);
        CHECK_THROWS_AS(trainer.step(batch, {label_column, numbers}), ln::LabelError);
        CHECK(hash_of(model.parameters()) == before);
    }
    CHECK(trainer.steps() == 0);
}

TEST_CASE("a loss that overflowed says so without a sign of NaN") {
    using Place = ln::Numeric<"place">;
    ln::Model<ln::Sequential<ln::Input<Place>, ln::Dense<1>>, float, 4> regression;
    const std::array<float, 2> huge{3e38F, 3e38F};
    const std::array<float, 2> targets{0, 0};
    ln::Trainer trainer{regression, ln::MeanSquaredError{}, ln::SGD{}};
    CHECK_THROWS_WITH_AS(trainer.step({2, {{huge.data(), 2, 1, 1}}}, {{targets.data(), 2, 1, 1}}),
                         "the loss became inf; feature 'place', row 0: 3e+38", ln::DivergenceError);
    regression.parameters()[1].values.view()(0, 0) = -std::numeric_limits<float>::quiet_NaN();
    CHECK_THROWS_WITH_AS(trainer.step({2, {{huge.data(), 2, 1, 1}}}, {{targets.data(), 2, 1, 1}}),
                         "the loss became nan; feature 'place', row 0: 3e+38", ln::DivergenceError);
}

TEST_CASE("labels that do not fit the batch leave the model as it was") {
    Model model = fresh();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::SGD{}};
    const auto before = hash_of(model.parameters());
    CHECK_THROWS_AS(trainer.step(batch, {{labels.data(), 3, 1, 1}}), ln::SettingError);
    CHECK_THROWS_AS(trainer.step(batch, {label_column, std::span{labels}.first(2)}), ln::SettingError);
    CHECK(hash_of(model.parameters()) == before);
    CHECK(trainer.steps() == 0);
}

TEST_CASE("the learning rate may change between steps") {
    Model model = fresh();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 0.0}};
    const auto before = hash_of(model.parameters());
    trainer.step(batch, label_column);
    CHECK(hash_of(model.parameters()) == before);
    trainer.optimizer.learning_rate = 0.1;
    trainer.step(batch, label_column);
    CHECK(hash_of(model.parameters()) != before);
}

TEST_CASE_TEMPLATE("a factor scales the learning rate of a step, bit for bit, and changes no setting", O, ln::SGD,
                   ln::Adagrad, ln::RowwiseAdagrad, ln::Adam, ln::AdamW, ln::LazyAdam, ln::FTRL, ln::RMSprop) {
    O optimizer;
    optimizer.learning_rate = 0.0123;
    Model model = fresh();
    Model same = fresh();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, optimizer};
    ln::Trainer other{same, ln::BinaryCrossEntropy{}, optimizer};
    for (const double factor : {1.0, 0.3, 1.7, 0.0}) {
        trainer.step(batch, label_column, factor);
        other.optimizer.learning_rate = 0.0123 * factor;
        other.step(batch, label_column);
        CHECK(hash_of(model.parameters()) == hash_of(same.parameters()));
    }
    CHECK(trainer.optimizer.learning_rate == 0.0123);
}

TEST_CASE("a factor that is no factor, or makes a learning rate infinite, leaves the model as it was") {
    Model model = fresh();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 10.0}};
    const auto before = hash_of(model.parameters());
    CHECK_THROWS_WITH_AS(trainer.step(batch, label_column, -0.5),
                         "Adam: learning_rate must be 0 or more, and finite, not -5.000000", ln::SettingError);
    CHECK_THROWS_AS(trainer.step(batch, label_column, std::numeric_limits<double>::quiet_NaN()), ln::SettingError);
    CHECK_THROWS_AS(trainer.step(batch, label_column, 1e38), ln::SettingError);
    trainer.optimizer.learning_rate = 0.0;
    CHECK_THROWS_WITH_AS(trainer.step(batch, label_column, -0.5),
                         "learning_rate_factor must be 0 or a positive number, not -0.500000", ln::SettingError);
    CHECK(hash_of(model.parameters()) == before);
    CHECK(trainer.steps() == 0);
}

TEST_CASE("a row that no batch has looked up keeps its bits, whatever the optimizer") {
    const auto row = [](const Model& model, std::size_t r) {
        const auto values = model.parameters()[0].values.view();
        return std::vector<float>(values.row(r), values.row(r) + values.columns);
    };
    const auto check = [&](const auto& optimizer) {
        Model model = fresh();
        const auto unmet = row(model, 7);
        const auto met = row(model, 2);
        ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, optimizer};
        for (int i = 0; i < 3; ++i) {
            trainer.step(batch, label_column);
        }
        CHECK(row(model, 7) == unmet);
        CHECK(row(model, 2) != met);
    };
    check(ln::SGD{});
    check(ln::SGD{.momentum = 0.9});
    check(ln::Adagrad{});
    check(ln::Adam{});
    check(ln::LazyAdam{});
    check(ln::RMSprop{});
}

TEST_CASE("an unknown id leaves the model as it was") {
    Model model = fresh();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::SGD{}};
    const auto before = hash_of(model.parameters());
    const std::array<ln::row_id, 4> unknown{4, 10, 5, 6};
    CHECK_THROWS_WITH_AS(trainer.step(Model::batch_type{4, {users, unknown}}, label_column),
                         "feature 'item', row 1: id 10 is not below 10", ln::IdError);
    CHECK(hash_of(model.parameters()) == before);
}

TEST_CASE("a sample of weight 2 counts as two samples") {
    const std::array<ln::row_id, 3> once_users{1, 2, 3};
    const std::array<ln::row_id, 3> once_items{1, 2, 3};
    const std::array<ln::row_id, 4> twice_users{1, 1, 2, 3};
    const std::array<ln::row_id, 4> twice_items{1, 1, 2, 3};
    ln::Model<Reference, double, 1> weighted{5, ln::Rows<User>{4}, ln::Rows<Item>{4}};
    auto repeated = weighted;
    const std::array<double, 3> l3{1, 0, 1}, w3{2, 1, 1};
    const std::array<double, 4> l4{1, 1, 0, 1};
    // The mean divides by the number of samples: 3 and 4.
    ln::Trainer{weighted, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 0.3}}.step({3, {once_users, once_items}},
                                                                                        {{l3.data(), 3, 1, 1}, w3});
    ln::Trainer{repeated, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 0.4}}.step({4, {twice_users, twice_items}},
                                                                                        {{l4.data(), 4, 1, 1}});
    for (std::size_t i = 0; i < weighted.parameters().size(); ++i) {
        const auto a = weighted.parameters()[i].values.view();
        const auto b = repeated.parameters()[i].values.view();
        for (std::size_t r = 0; r < a.rows; ++r) {
            for (std::size_t c = 0; c < a.columns; ++c) {
                REQUIRE(a(r, c) == doctest::Approx(b(r, c)).epsilon(1e-13));
            }
        }
    }
}

TEST_CASE("a finite loss with a gradient that is none is refused, and names what is to blame") {
    using Place = ln::Numeric<"place">;
    using Scaled = ln::Sequential<ln::Multiply<ln::Embedding<User, 1>, ln::Input<Place>>, ln::Dense<1>, ln::Sigmoid>;
    ln::Model<Scaled, float, 4> network{5, ln::Rows<User>{10}};
    std::array<float, 4> places{1, 2, 3, 4};
    const decltype(network)::batch_type batch_of_places{4, {users, {places.data(), 4, 1, 1}}};
    for (ln::Executor* const executor :
         {static_cast<ln::Executor*>(nullptr), static_cast<ln::Executor*>(&three_threads())}) {
        network.parameters()[0].values.view()(3, 0) = 0; // hides the number from the loss
        network.parameters()[1].values.view()(0, 0) = 1e3F;
        ln::Trainer other{network, ln::BinaryCrossEntropy{}, ln::Adam{}, executor};
        const auto before = hash_of(network.parameters());
        places[3] = 3e38F;
        CHECK_THROWS_WITH_AS(
            other.step(batch_of_places, label_column),
            "the gradient of '0.0.user.embedding' became infinite or nan; feature 'place', row 3: 3e+38",
            ln::DivergenceError);
        places[3] = std::numeric_limits<float>::infinity();
        CHECK_THROWS_WITH_AS(other.step(batch_of_places, label_column), "feature 'place', row 3: inf", ln::NumberError);
        CHECK(hash_of(network.parameters()) == before);
        CHECK(other.steps() == 0);
        places[3] = 1;
        CHECK_NOTHROW(other.step(batch_of_places, label_column));
    }
}

TEST_CASE("a batch of no rows, and settings out of their range, are refused before anything happens") {
    Model model = fresh();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::Adam{}};
    const auto before = hash_of(model.parameters());
    CHECK_THROWS_WITH_AS(trainer.step(Model::batch_type{}, ln::ConstMatrixView<float>{}),
                         "a batch of 0 rows has no loss", ln::SettingError);
    for (const double bad : {-1.0, std::numeric_limits<double>::quiet_NaN(), HUGE_VAL}) {
        trainer.clip_global_norm = bad;
        CHECK_THROWS_AS(trainer.step(batch, label_column), ln::SettingError);
        trainer.clip_global_norm = 0.0;
        trainer.l2_rows_in_batch = bad;
        CHECK_THROWS_AS(trainer.step(batch, label_column), ln::SettingError);
        trainer.l2_rows_in_batch = 0.0;
        CHECK_THROWS_AS(trainer.step(batch, label_column, bad), ln::SettingError);
    }
    CHECK(hash_of(model.parameters()) == before);
    CHECK(trainer.steps() == 0);
}

/// Does nothing, and checks nothing.
struct Unchecked {
    double learning_rate = 0.1;

    template <class T, std::size_t W>
    struct State {
        State() = default;
        State(const Unchecked&, const ln::ParameterBlock<T>&) {}
        void update(const Unchecked&, ln::ParameterBlock<T>&, const ln::GradientBlock<T>&, const ln::Step&) {}
        template <class Visitor>
        void visit(const Visitor&) {}
    };
};

TEST_CASE("the learning rate of an optimizer that checks nothing itself is checked") {
    Model model = fresh();
    CHECK_NOTHROW(ln::Trainer(model, ln::BinaryCrossEntropy{}, Unchecked{}));
    CHECK_THROWS_WITH_AS(ln::Trainer(model, ln::BinaryCrossEntropy{}, Unchecked{-1.0}),
                         "the learning rate must be 0 or a positive number, not -1.000000", ln::SettingError);
}

TEST_CASE("a trainer refuses a model that has other rows than the one it was made for") {
    Model model = fresh();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::Adam{}};
    model = Model{5, ln::Rows<User>{10}, ln::Rows<Item>{11}};
    CHECK_THROWS_AS(trainer.step(batch, label_column), ln::SettingError);
}

TEST_CASE("row 0 becomes the mean of the rows that steps have looked up, unless one looked it up") {
    Model model = fresh();
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::SGD{.learning_rate = 0.5}};
    const auto untouched = hash_of(model.parameters());
    trainer.average_unknown_rows();
    CHECK(hash_of(model.parameters()) == untouched);
    trainer.step(batch, label_column);
    const std::array<ln::row_id, 4> nines{9, 9, 9, 9}; // of a step that is refused after its gradients were added
    std::array<float, 4> heavy{};
    heavy.fill(std::numeric_limits<float>::max());
    CHECK_THROWS_AS(trainer.step({4, {nines, items}}, {label_column, heavy}), ln::DivergenceError);
    trainer.average_unknown_rows();
    const auto user_table = model.parameters()[0].values.view();
    const auto item_table = model.parameters()[1].values.view();
    for (std::size_t c = 0; c < user_table.columns; ++c) { // rows 1, 2 and 3; 4, 5 and 6
        CHECK(user_table(0, c) == doctest::Approx((user_table(1, c) + user_table(2, c) + user_table(3, c)) / 3));
        CHECK(item_table(0, c) == doctest::Approx((item_table(4, c) + item_table(5, c) + item_table(6, c)) / 3));
    }
    const std::array<ln::row_id, 4> unknown_users{0, 2, 1, 3};
    trainer.step({4, {unknown_users, items}}, label_column);
    const float trained = user_table(0, 3);
    trainer.average_unknown_rows();
    CHECK(user_table(0, 3) == trained);
}

TEST_CASE("an executor that throws while parameters change ends the trainer, and says so") {
    struct Thrower : ln::Executor {
        int calls_left = 1000;
        [[nodiscard]] std::size_t threads() const override { return 2; }
        [[nodiscard]] std::size_t least_share_cost() const override { return 1; }
        void run(std::size_t parts, Task task) override {
            if (--calls_left < 0) {
                throw std::runtime_error("no threads left");
            }
            for (std::size_t part = 0; part < parts; ++part) {
                task(part);
            }
        }
    };
    // How many divided loops a step has; the last is an update's.
    Model model = fresh();
    Thrower counting;
    ln::Trainer{model, ln::BinaryCrossEntropy{}, ln::Adam{}, &counting}.step(batch, label_column);
    Thrower thrower;
    thrower.calls_left = 1000 - counting.calls_left - 1;
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::Adam{}, &thrower};
    CHECK_THROWS_WITH_AS(trainer.step(batch, label_column), "no threads left", std::runtime_error);
    thrower.calls_left = 1000;
    CHECK_THROWS_AS(trainer.step(batch, label_column), ln::SettingError);
    // Earlier, nothing has changed yet.
    thrower.calls_left = 0;
    ln::Trainer other{model, ln::BinaryCrossEntropy{}, ln::Adam{}, &thrower};
    const auto before = hash_of(model.parameters());
    CHECK_THROWS_AS(other.step(batch, label_column), std::runtime_error);
    CHECK(hash_of(model.parameters()) == before);
    thrower.calls_left = 1000;
    CHECK_NOTHROW(other.step(batch, label_column));
}

} // namespace trainer_test
