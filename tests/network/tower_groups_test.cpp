// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/network/tower_groups.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/sample_norms.hpp>
#include <linnet/layers.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/losses.hpp>
#include <linnet/network/model.hpp>
#include <linnet/network/training_pass.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/samples/with_negatives.hpp>
#include <linnet/testing/gradient_check.hpp>
#include <linnet/train/fit.hpp>
#include <linnet/train/predict.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"

namespace tower_groups_test {

namespace ln = linnet;

namespace {

using User = ln::Categorical<"user", 20>;
using Item = ln::Categorical<"item", 20>;
using Age = ln::Numeric<"age", 1>;
using Users = ln::Embedding<User, 19>;
using Items = ln::Embedding<Item, 19>;
using UserBias = ln::Embedding<User, 1>;
using ItemBias = ln::Embedding<Item, 1>;

using Plain = ln::Dot<Users, Items>;
using ItemFirst = ln::Dot<Items, Users>;
using Biased = ln::Add<UserBias, Plain, ItemBias>;
using BiasesFirst = ln::Add<ItemBias, UserBias, ItemFirst>;
using UserBiased = ln::Add<Plain, UserBias>;
using Closed = ln::Sequential<ln::Add<Plain, UserBias, ItemBias>, ln::Sigmoid>;
using Deep = ln::Add<ln::Dot<ln::Sequential<ln::Concat<ln::Embedding<User, 5>, ln::Input<Age>>, ln::Dense<7>, ln::ReLU>,
                             ln::Sequential<ln::Embedding<Item, 5>, ln::Dense<7>, ln::Tanh>>,
                     ItemBias>;
using OneTable = ln::Dot<ln::Sequential<ln::Embedding<User, 6, ln::Table<"both">>, ln::Tanh>,
                         ln::Embedding<Item, 6, ln::Table<"both">>>;
using Wide = ln::Dot<ln::Embedding<User, 150>, ln::Embedding<Item, 150>>;

constexpr std::size_t groups = 7;
constexpr std::size_t group = 3;

/// Seven groups of a user with three items, of whom two are one user, and among which items come up again.
template <class T>
struct Pairs {
    std::vector<ln::row_id> users{4, 1, 4, 19, 0, 7, 8};
    std::vector<ln::row_id> items{1, 2, 3, 3, 3, 5, 19, 2, 1, 0, 4, 6, 8, 7, 2, 5, 11, 12, 13, 2, 14};
    std::vector<T> ages = linnet_test::random_values<T>(groups, T{-1}, T{1}, 3);
    std::vector<T> log_q = linnet_test::random_values<T>(groups * group, T{-3}, T{-1}, 4);
    std::vector<ln::row_id> users_of_rows;
    std::vector<T> ages_of_rows;
    std::vector<T> labels;

    Pairs() {
        for (std::size_t r = 0; r < groups * group; ++r) {
            users_of_rows.push_back(users[r / group]);
            ages_of_rows.push_back(ages[r / group]);
            labels.push_back(r % group == 0 ? T{1} : T{0});
        }
    }
    /// With the columns of the user shared, or repeated for each row.
    template <class Network>
    [[nodiscard]] auto batch(bool shared) const {
        ln::BatchOf<T, typename Network::features> all;
        all.rows = groups * group;
        all.group = shared ? group : 1;
        std::size_t feature = 0;
        const auto add = [&]<class F>() {
            if (shared && !std::is_same_v<F, Item>) {
                all.shared_columns |= std::uint64_t{1} << feature;
            }
            ++feature;
            if constexpr (std::is_same_v<F, Item>) {
                all.template column<F>() = items;
            } else if constexpr (std::is_same_v<F, User>) {
                all.template column<F>() = shared ? users : users_of_rows;
            } else {
                all.template column<F>() = {shared ? ages.data() : ages_of_rows.data(), shared ? groups : all.rows, 1,
                                            1};
            }
        };
        [&]<class... F>(ln::TypeList<F...>) { (add.template operator()<F>(), ...); }(typename Network::features{});
        return all;
    }
    [[nodiscard]] ln::Targets<T> targets() const {
        return {ln::ConstMatrixView<T>{labels.data(), labels.size(), 1, 1}, {}, log_q};
    }
};

template <class Network, class T, std::size_t W>
struct Step {
    Pairs<T> pairs{};
    ln::Model<Network, T, W> model{7};
    ln::Gradients<T> gradients{model.parameters()};
    typename ln::Model<Network, T, W>::Workspace workspace{};

    /// The loss, and the gradient of every parameter, in double.
    template <class L>
    ln::detail::BlockValues run(const L& loss, bool shared, ln::Executor* executor = nullptr) {
        gradients.clear();
        const T value = model.view_gradients(loss, pairs.template batch<Network>(shared), pairs.targets(),
                                             ln::Step{0, executor}, gradients, workspace);
        auto numbers = ln::detail::added_up(model.parameters(), gradients);
        numbers.push_back({static_cast<double>(value)});
        return numbers;
    }
    std::vector<T> predict(bool shared, ln::Executor* executor = nullptr) {
        const auto out = model.predict(pairs.template batch<Network>(shared), workspace, executor);
        std::vector<T> numbers;
        for (std::size_t r = 0; r < out.rows; ++r) {
            numbers.push_back(out(r, 0));
        }
        return numbers;
    }
};

template <class Network>
using LossOf =
    std::conditional_t<std::is_same_v<Network, Closed>, ln::BinaryCrossEntropy, ln::SampledSoftmaxCrossEntropy>;

} // namespace

TEST_CASE_TEMPLATE("a batch in groups has the scores of its rows, bit for bit, and their gradients", Network, Plain,
                   ItemFirst, Biased, BiasesFirst, UserBiased, Closed, Deep, OneTable, Wide) {
    const LossOf<Network> loss{};
    Step<Network, double, 4> step;
    CHECK(step.predict(true) == step.predict(false));
    const auto in_groups = step.run(loss, true);
    const auto row_by_row = step.run(loss, false);
    REQUIRE(in_groups.size() == row_by_row.size());
    CHECK(in_groups.back() == row_by_row.back());
    double largest = 0.0;
    for (std::size_t b = 0; b < in_groups.size(); ++b) {
        REQUIRE(in_groups[b].size() == row_by_row[b].size());
        for (std::size_t i = 0; i < in_groups[b].size(); ++i) {
            CHECK(in_groups[b][i] == doctest::Approx(row_by_row[b][i]).epsilon(1e-12).scale(1.0));
            largest = std::max(largest, std::abs(in_groups[b][i]));
        }
    }
    CHECK(largest > 1e-3); // a gradient of zeros would be equal, too
}

TEST_CASE_TEMPLATE("the gradients of a batch in groups are those of central differences", Network, Plain, BiasesFirst,
                   Deep, OneTable) {
    Step<Network, double, 4> step;
    const ln::Bpr loss;
    const auto computed = step.run(loss, true);
    typename ln::Model<Network, double, 4>::Workspace workspace;
    const auto value = [&] {
        return step.model.loss(loss, step.pairs.template batch<Network>(true), step.pairs.targets(), workspace);
    };
    for (std::size_t b = 0; b < step.model.parameters().size(); ++b) {
        const auto values = step.model.parameters()[b].values.view();
        for (std::size_t i = 0; i < values.rows * values.columns; ++i) {
            double& parameter = values(i / values.columns, i % values.columns);
            const double before = parameter;
            constexpr double h = 1e-5;
            parameter = before + h;
            const double above = value();
            parameter = before - h;
            const double below = value();
            parameter = before;
            CHECK(computed[b][i] == doctest::Approx((above - below) / (2 * h)).epsilon(1e-6).scale(1e-2));
        }
    }
}

TEST_CASE_TEMPLATE("a batch in groups has the same bits at every width and with any number of threads", T, float,
                   double) {
    const auto check = []<class Network>(std::type_identity<Network>) {
        const LossOf<Network> loss{};
        const auto expected = Step<Network, T, 1>{}.run(loss, true);
        CHECK(Step<Network, T, 2>{}.run(loss, true) == expected);
        CHECK(Step<Network, T, 4>{}.run(loss, true) == expected);
        CHECK(Step<Network, T, 8>{}.run(loss, true) == expected);
        for (const std::size_t threads : {1U, 2U, 3U, 4U}) {
            linnet_test::EagerPool pool{threads};
            CHECK(Step<Network, T, 8>{}.run(loss, true, &pool) == expected);
            CHECK(Step<Network, T, 8>{}.predict(true, &pool) == Step<Network, T, 1>{}.predict(false));
        }
    };
    check(std::type_identity<Plain>{});
    check(std::type_identity<Biased>{});
    check(std::type_identity<Closed>{});
    check(std::type_identity<Deep>{});
    check(std::type_identity<Wide>{});
}

TEST_CASE("fit runs the tower of the user once for each positive, with the parameters that rows one by one give") {
    ln::Dataset<ln::TypeList<User, Item, Age>> data;
    for (ln::row_id user = 0; user < 20; ++user) {
        for (ln::row_id n = 1; n <= 4; ++n) {
            data.add(1.0F, user, (3 * user + n) % 19 + 1, std::vector<float>{0.1F * static_cast<float>(user)});
        }
    }
    const ln::UserItems known{data.column<User>().ids, data.column<Item>().ids, 20, 20};
    const auto source = ln::with_negatives<User, Item>(data, known, ln::PopularityNegatives{.count = 3}, {.seed = 7});
    using M = ln::Model<Deep, double, 4>;
    using Source = std::remove_const_t<decltype(source)>;
    ln::detail::BatchesOf<M, Source> in_groups;
    typename Source::Batches<double, Deep::features> row_by_row;
    M one{3};
    M other{3};
    ln::Trainer first{one, ln::Bpr{}, ln::SGD{.learning_rate = 0.5}};
    ln::Trainer second{other, ln::Bpr{}, ln::SGD{.learning_rate = 0.5}};
    for (std::size_t step = 0; step < 10; ++step) {
        const auto row_at = [&](std::size_t i) { return (11 * i + step) % data.size(); };
        in_groups.fill(source, 8, row_at, step);
        row_by_row.fill(source, 8, row_at, step);
        CHECK(in_groups.batch().group == 4);
        CHECK(in_groups.batch().column<User>().size() == 8);
        CHECK(in_groups.batch().column<Item>().size() == 32);
        CHECK(in_groups.batch().column<Age>().rows == 8);
        CHECK(row_by_row.batch().group == 1);
        CHECK(row_by_row.batch().column<User>().size() == 32);
        CHECK(first.step(in_groups.batch(), in_groups.targets()) ==
              doctest::Approx(second.step(row_by_row.batch(), row_by_row.targets())));
    }
    for (std::size_t b = 0; b < one.parameters().size(); ++b) {
        const auto a = one.parameters()[b].values.view();
        const auto c = other.parameters()[b].values.view();
        for (std::size_t i = 0; i < a.rows * a.columns; ++i) {
            CHECK(a(i / a.columns, i % a.columns) == doctest::Approx(c(i / a.columns, i % a.columns)));
        }
    }
}

TEST_CASE("fit with negatives has the same bits with any number of threads") {
    ln::Dataset<ln::TypeList<User, Item>> data;
    for (ln::row_id user = 0; user < 20; ++user) {
        for (ln::row_id n = 1; n <= 4; ++n) {
            data.add(1.0F, user, (3 * user + n) % 19 + 1);
        }
    }
    const ln::UserItems known{data.column<User>().ids, data.column<Item>().ids, 20, 20};
    const auto source = ln::with_negatives<User, Item>(data, known, ln::UniformNegatives{.count = 3}, {.seed = 7});
    const auto trained = [&](ln::Executor* executor) {
        ln::Model<Biased, float, 8> model{5};
        const auto history =
            ln::fit(model, ln::SampledSoftmaxCrossEntropy{}, ln::LazyAdam{.learning_rate = 0.01}, source,
                    {.epochs = 3, .batch_size = 32, .validation = &source, .executor = executor});
        std::vector<double> numbers;
        for (const auto& epoch : history.epochs) {
            numbers.push_back(epoch.loss);
            numbers.push_back(*epoch.validation_loss);
        }
        for (std::size_t b = 0; b < model.parameters().size(); ++b) {
            const auto values = model.parameters()[b].values.view();
            for (std::size_t i = 0; i < values.rows * values.columns; ++i) {
                numbers.push_back(static_cast<double>(values(i / values.columns, i % values.columns)));
            }
        }
        return numbers;
    };
    const auto expected = trained(nullptr);
    for (const std::size_t threads : {2U, 3U, 4U}) {
        linnet_test::EagerPool pool{threads};
        CHECK(trained(&pool) == expected);
    }
}

TEST_CASE("errors about what a group shares name the row of the data set") {
    using Few = ln::Categorical<"user", 10>;
    using Network = ln::Dot<ln::Sequential<ln::Concat<ln::Embedding<Few, 5>, ln::Input<Age>>, ln::Dense<5>>,
                            ln::Embedding<Item, 5>>;
    ln::Dataset<ln::TypeList<Few, Item, Age>> data;
    for (ln::row_id user = 0; user < 10; ++user) {
        data.add(1.0F, user, user + 1, std::vector<float>{0.5F});
    }
    const ln::UserItems known{data.column<Few>().ids, data.column<Item>().ids, 20, 20};
    const auto source = ln::with_negatives<Few, Item>(data, known, ln::UniformNegatives{.count = 4});
    ln::Model<Network> model{1};
    const auto train = [&] {
        ln::fit(model, ln::Bpr{}, ln::SGD{}, source, {.epochs = 1, .batch_size = 4, .shuffle = false});
    };
    data.column<Age>().numbers[6] = std::numeric_limits<float>::quiet_NaN();
    CHECK_THROWS_WITH_AS(train(), "epoch 1, batch 2: feature 'age', row 6: nan", ln::NumberError);
    data.column<Age>().numbers[6] = 0.5F;
    data.column<Few>().ids[6] = 11;
    CHECK_THROWS_WITH_AS(train(), "feature 'user', row 6: id 11 is not below 10", ln::IdError);
}

TEST_CASE("what cannot be a group, or has no use for groups, gets a sentence") {
    ln::Model<Plain, double, 4> model{1};
    ln::Model<Plain, double, 4>::Workspace workspace;
    const Pairs<double> pairs;
    auto batch = pairs.batch<Plain>(true);
    batch.group = 4;
    CHECK_THROWS_WITH_AS(static_cast<void>(model.predict(batch, workspace)), "a batch of 21 rows has no groups of 4",
                         ln::SettingError);
    batch.group = 0;
    CHECK_THROWS_WITH_AS(static_cast<void>(model.predict(batch, workspace)), "a batch of 21 rows has no groups of 0",
                         ln::SettingError);
    batch.group = 3;
    const std::string sentence = "a loss of two towers takes negatives from the rows of its batch, which are all "
                                 "positives; it needs no with_negatives";
    CHECK_THROWS_WITH_AS(
        static_cast<void>(model.loss(ln::InBatchSoftmax<User, Item>{}, batch, pairs.targets(), workspace)),
        sentence.c_str(), ln::SettingError);

    const ln::MeanSquaredError loss;
    ln::TrainingPass pass{model, loss, workspace};
    const ln::ConstMatrixView<double> scores = pass.forward(batch, 1);
    ln::SampleNorms<double> norms{model.parameters()};
    norms.clear(batch.rows);
    CHECK_THROWS_WITH_AS(pass.add_sample_norms(scores, norms),
                         "the norms of samples need a batch of single rows, not of positives with negatives",
                         ln::SettingError);
}

} // namespace tower_groups_test
