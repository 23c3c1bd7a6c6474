// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/network/towers.hpp>

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/losses/in_batch_softmax.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/testing/random_batch.hpp>
#include <linnet/train/fit.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"

namespace towers_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 20>;
using Item = Categorical<"item", 15>;
using Age = Numeric<"age", 2>;
using Genres = MultiCategorical<"genres", 6>;
using Users = Embedding<User, 7>;
using Items = Embedding<Item, 7>;
using Plain = Dot<Users, Items>;
using Deep = Dot<Sequential<Concat<Embedding<User, 5>, Input<Age>>, Dense<9>, ReLU, Dense<7>>,
                 Sequential<Concat<Embedding<Item, 5>, EmbeddingBag<Genres, 3>>, Dense<7>, Tanh>>;
using ItemFirst = Dot<Sequential<Embedding<Item, 5>, Dense<7>>, Users>;
using UserBias = Embedding<User, 1>;
using ItemBias = Embedding<Item, 1>;
using GenreBias = Sequential<EmbeddingBag<Genres, 3>, Dense<1>>;

template <class Network>
constexpr bool fits = detail::two_towers<Network>::fits;

static_assert(fits<Plain> && fits<Deep> && fits<ItemFirst> && fits<Sequential<Plain>>);
static_assert(fits<Add<Plain, ItemBias>> && fits<Add<UserBias, Plain, ItemBias>> && fits<Add<GenreBias, Deep>>);
static_assert(fits<Sequential<Add<Plain, ItemBias>>>);
static_assert(!fits<Dot<Users, Users>> && !fits<Dot<Add<Users, Items>, Items>>);
static_assert(!fits<Add<Plain, ItemBias, ItemBias>> && !fits<Add<Plain, GenreBias>> && !fits<Add<Plain, Plain>>);
static_assert(!fits<Add<UserBias, ItemBias>> && !fits<Sequential<Plain, Dense<1>>> && !fits<Users>);
static_assert(detail::two_towers<ItemFirst>::side_of<Item> == 0 && detail::two_towers<ItemFirst>::side_of<User> == 1);
static_assert(detail::two_towers<Plain>::side_of<Age> == 2);

/// The gradient of every parameter, padding left out.
std::vector<double> gradients_of(const Parameters<double>& parameters, const Gradients<double>& gradients) {
    std::vector<double> all;
    for (std::size_t b = 0; b < parameters.size(); ++b) {
        const bool dense = parameters[b].kind == BlockKind::dense;
        for (std::size_t r = 0; r < parameters[b].values.rows(); ++r) {
            for (std::size_t c = 0; c < parameters[b].values.columns(); ++c) {
                double sum = 0;
                if (dense) {
                    sum = gradients[b].dense.view()(r, c);
                } else if (const std::size_t group = gradients[b].rows.group_of(r);
                           group != RowGradients<double>::none) {
                    for (const auto& part : gradients[b].rows.of(group)) {
                        sum += part.scale * part.gradient[c];
                    }
                }
                all.push_back(sum);
            }
        }
    }
    return all;
}

/// Central differences of the loss differ from the gradients for so many parameters.
template <class Network, std::size_t W>
std::size_t wrong_gradients(std::size_t rows) {
    Model<Network, double, W> model{5};
    const RandomBatch<double, typename Network::features> random{{.batch = rows, .seed = 3}};
    const UserItems log(random.batch().template column<User>(), random.batch().template column<Item>(), 20, 15);
    const InBatchSoftmax<User, Item> loss{
        .temperature = 0.5, .known = &log, .candidate_sampling_probability = log.counts()};
    Matrix<double> labels(rows, 1);
    std::vector<double> weights(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        labels.view()(i, 0) = 1;
        weights[i] = 0.5 + Random{1, 1}.uniform(i);
    }
    const Targets<double> targets{labels.view(), weights};
    typename Model<Network, double, W>::Workspace workspace;
    typename Model<Network, double, W>::Workspace other;
    Gradients<double> gradients(model.parameters());
    const double value = model.add_gradients(loss, random.batch(), targets, 1, gradients, workspace);
    std::size_t wrong = value == model.loss(loss, random.batch(), targets, other) ? 0 : 1;
    const std::vector<double> got = gradients_of(model.parameters(), gradients);
    std::size_t at = 0;
    double largest = 0;
    for (std::size_t b = 0; b < model.parameters().size(); ++b) {
        for (std::size_t r = 0; r < model.parameters()[b].values.rows(); ++r) {
            for (double& x : model.parameters()[b].values.view().row_span(r)) {
                const double before = std::exchange(x, x + 1e-5);
                const double above = model.loss(loss, random.batch(), targets, other);
                x = before - 1e-5;
                const double below = model.loss(loss, random.batch(), targets, other);
                x = before;
                largest = std::max(largest, std::abs(got[at]));
                wrong += std::abs(got[at++] - (above - below) / 2e-5) <= 1e-7 ? 0 : 1;
            }
        }
    }
    return wrong + (rows == 1 || largest > 1e-3 ? 0 : 1);
}

/// Rows for which the towers, run alone, do not give the bits of `predict`.
template <class Network, class T, std::size_t W>
std::size_t differences() {
    using M = Model<Network, T, W>;
    const M model{5};
    typename M::Workspace workspace;
    typename M::Workspace of_users;
    typename M::Workspace of_items;
    std::size_t count = 0;
    for (const std::size_t rows : {std::size_t{1}, W + 1, std::size_t{50}}) {
        const RandomBatch<T, typename M::features> random{{.batch = rows, .seed = 4}};
        const auto want = model.predict(random.batch(), workspace);
        const auto users = model.template tower<User>(random.batch(), of_users);
        const auto items = model.template tower<Item>(random.batch(), of_items);
        for (std::size_t i = 0; i < rows; ++i) {
            count += same(kernels::dot<T, W>(users.row(i), items.row(i), users.columns), want(i, 0)) ? 0U : 1U;
        }
    }
    return count;
}

/// What training leaves of a model.
template <class Network, std::size_t W>
std::vector<float> trained(Executor* executor) {
    Dataset<typename Network::features> data;
    const std::size_t size = 200;
    for (std::size_t i = 0; i < size; ++i) {
        data.template column<User>().add(static_cast<row_id>(Random{1, 1}.below(20, i)));
        data.template column<Item>().add(static_cast<row_id>(Random{1, 2}.below(15, i)));
        data.labels.push_back(1.0F);
    }
    const UserItems log(data.template column<User>().ids, data.template column<Item>().ids, 20, 15);
    Model<Network, float, W> model{5};
    const InBatchSoftmax<User, Item> loss{.known = &log, .candidate_sampling_probability = log.counts()};
    const auto history = fit(model, loss, LazyAdam{.learning_rate = 0.01}, data,
                             {.epochs = 2, .batch_size = 64, .validation = &data, .executor = executor});
    std::vector<float> numbers{static_cast<float>(history.epochs[1].loss),
                               static_cast<float>(history.epochs[1].validation_loss.value())};
    for (std::size_t b = 0; b < model.parameters().size(); ++b) {
        for (std::size_t r = 0; r < model.parameters()[b].values.rows(); ++r) {
            const auto row = model.parameters()[b].values.view().row_span(r);
            numbers.insert(numbers.end(), row.begin(), row.end());
        }
    }
    return numbers;
}

} // namespace

TEST_CASE("the gradients of a loss of towers are central differences, in every network of two towers") {
    for (const std::size_t rows : {1U, 3U, 4U, 5U, 14U}) {
        CAPTURE(rows);
        CHECK(wrong_gradients<Plain, 4>(rows) == 0);
        CHECK(wrong_gradients<Deep, 4>(rows) == 0);
        CHECK(wrong_gradients<Sequential<ItemFirst>, 4>(rows) == 0);
        CHECK(wrong_gradients<Add<UserBias, Plain, ItemBias>, 4>(rows) == 0);
        CHECK(wrong_gradients<Add<GenreBias, Deep>, 1>(rows) == 0);
        CHECK(wrong_gradients<Add<ItemFirst, ItemBias>, 8>(rows) == 0);
    }
}

TEST_CASE_TEMPLATE_DEFINE("a tower alone gives what predict multiplies", L, alone) {
    using T = typename L::T;
    CHECK(differences<Plain, T, L::W>() == 0);
    CHECK(differences<Deep, T, L::W>() == 0);
    CHECK(differences<Sequential<ItemFirst>, T, L::W>() == 0);
}
TEST_CASE_TEMPLATE_APPLY(alone, std::tuple<Lanes<float, 1>, Lanes<float, 8>, Lanes<double, 4>>);

TEST_CASE("biases come beside their towers") {
    const Model<Sequential<Add<UserBias, ItemFirst, ItemBias>, Sigmoid>, float, 8> model{5};
    const Model<Deep, float, 8> without{5};
    const std::vector<row_id> users{3, 19};
    const std::vector<row_id> items{14, 0};
    decltype(model)::batch_type batch{2, {}};
    batch.column<User>() = users; // the columns of the other tower may be empty
    decltype(model)::Workspace workspace;
    const auto biases = model.tower_bias<User>(batch, workspace);
    CHECK(biases(0, 0) == model.parameters()[0].values.view()(3, 0));
    CHECK(biases(1, 0) == model.parameters()[0].values.view()(19, 0));
    CHECK(model.tower<User>(batch, workspace).columns == 7);
    decltype(without)::Workspace other;
    CHECK(without.tower_bias<Item>({2, {}}, other).data == nullptr);
}

TEST_CASE("training by a loss of towers gives the same bits at every width and number of threads") {
    using Network = Add<Dot<Sequential<Embedding<User, 6>, Dense<40>>, Sequential<Embedding<Item, 6>, Dense<40>>>,
                        Embedding<Item, 1, Zeros>>;
    const auto want = trained<Network, 1>(nullptr);
    CHECK(trained<Network, 4>(nullptr) == want);
    CHECK(trained<Network, 16>(nullptr) == want);
    for (const std::size_t threads : {2U, 3U}) {
        EagerPool pool{threads};
        CHECK(trained<Network, 8>(&pool) == want);
    }
}

} // namespace towers_test
