// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/network/tower_losses.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/item_popularity.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/layers.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/losses.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers/lazy_adam.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/testing/gradient_check.hpp>
#include <linnet/train/fit.hpp>

#include "../support/eager_pool.hpp"

namespace tower_losses_test {

namespace ln = linnet;
using linnet_test::three_threads;

namespace {

constexpr std::size_t items = 11;
using User = ln::Categorical<"user", 5>;
using Item = ln::Categorical<"item", items>;
using Seen = ln::Sequence<"seen", items, 6>;
using Plain = ln::Dot<ln::Embedding<User, 4>, ln::Embedding<Item, 4>>;
using WithBias = ln::Add<Plain, ln::Embedding<Item, 1>, ln::Embedding<User, 1>>;
using Cosine = ln::Dot<ln::Sequential<ln::Embedding<User, 4>, ln::Dense<6>, ln::L2Normalization>,
                       ln::Sequential<ln::Embedding<Item, 4>, ln::Dense<6>, ln::L2Normalization>>;
using History = ln::Dot<ln::Sequential<ln::Embedding<Seen, 4, ln::Table<"items">>, ln::Mean>,
                        ln::Embedding<Item, 4, ln::Table<"items">>>;
using Loss = ln::CatalogueSoftmax<User, Item>;

static_assert(ln::DrawingTowerLoss<Loss>);

template <class T>
struct Rows {
    std::vector<ln::row_id> users{1, 2, 3, 4, 1, 0};
    std::vector<ln::row_id> own{3, 10, 1, 3, 7, 2};
    std::vector<T> ones = std::vector<T>(6, T{1});
    std::vector<T> weights{T{1}, T{2}, T{0}, T{0.5}, T{1}, T{3}};

    [[nodiscard]] ln::Batch<T, User, Item> batch() const { return {users.size(), {users, own}}; }
    [[nodiscard]] ln::Targets<T> targets(bool weighted) const {
        return {ln::ConstMatrixView<T>{ones.data(), 6, 1, 1},
                weighted ? std::span<const T>(weights) : std::span<const T>{}};
    }
};

template <class Network, class T, std::size_t W>
struct Run {
    ln::Model<Network, T, W> model{7};
    ln::Gradients<T> gradients{model.parameters()};
    typename ln::Model<Network, T, W>::Workspace workspace{};

    ln::detail::BlockValues operator()(const Loss& loss, std::uint64_t step = 0, ln::Executor* executor = nullptr) {
        const Rows<T> rows;
        gradients.clear();
        const T value = model.view_gradients(loss, rows.batch(), rows.targets(true), ln::Step{step, executor},
                                             gradients, workspace);
        auto numbers = ln::detail::added_up(model.parameters(), gradients);
        numbers.push_back({static_cast<double>(value)});
        return numbers;
    }
};

/// The loss of the scores that `predict` gives for the rows' own items among some that are drawn uniformly.
template <class Network>
double loss_of_scores(const ln::Model<Network, double, 4>& model, const std::vector<ln::row_id>& candidates) {
    const double each = (items - 1.0) / static_cast<double>(candidates.size()); // 1 if they are all items
    const Rows<double> rows;
    typename ln::Model<Network, double, 4>::Workspace workspace;
    const auto score = [&](std::size_t i, ln::row_id item) {
        const ln::Batch<double, User, Item> one{1, {std::span(rows.users).subspan(i, 1), std::span(&item, 1)}};
        return model.predict(one, workspace)(0, 0);
    };
    double total = 0.0;
    for (std::size_t i = 0; i < rows.users.size(); ++i) {
        double sum = std::exp(score(i, rows.own[i]));
        for (const ln::row_id item : candidates) {
            sum += item == rows.own[i] ? 0.0 : each * std::exp(score(i, item));
        }
        total += rows.weights[i] * (std::log(sum) - score(i, rows.own[i]));
    }
    return total / static_cast<double>(rows.users.size());
}

std::vector<ln::row_id> candidates_of(const Loss& loss, std::uint64_t seed, std::uint64_t step) {
    std::vector<ln::row_id> drawn(loss.drawn(items));
    loss.draw(items, ln::Random{seed, (std::uint64_t{1} << 63) | step}, drawn);
    return drawn;
}

template <class Network>
void check_network(const Loss& loss) {
    Run<Network, double, 4> run;
    for (std::size_t i = 0; i < run.model.parameters().size(); ++i) { // as vectors near 0 have no direction
        const ln::MatrixView<double> block = run.model.parameters()[i].values.view();
        for (std::size_t r = 0; r < block.rows; ++r) {
            for (double& x : block.row_span(r)) {
                x *= 20.0;
            }
        }
    }
    const auto got = run(loss, 5);
    CHECK(got.back()[0] ==
          doctest::Approx(loss_of_scores(run.model, candidates_of(loss, run.model.seed(), 5))).epsilon(1e-12));
    const Rows<double> rows;
    const auto fixed = [&] { return run.model.loss(loss, rows.batch(), rows.targets(true), run.workspace); };
    CHECK(fixed() ==
          doctest::Approx(loss_of_scores(run.model, candidates_of(loss, run.model.seed(), 0))).epsilon(1e-12));
    CHECK(fixed() == fixed());
    const auto slopes = run(loss, 0);
    for (std::size_t i = 0; i < run.model.parameters().size(); ++i) {
        CAPTURE(run.model.parameters()[i].name);
        const ln::MatrixView<double> block = run.model.parameters()[i].values.view();
        double largest = 0.0;
        for (std::size_t r = 0; r < block.rows; ++r) {
            for (std::size_t c = 0; c < block.columns; ++c) {
                const double before = block(r, c);
                block(r, c) = before + 1e-5;
                const double higher = fixed();
                block(r, c) = before - 1e-5;
                const double lower = fixed();
                block(r, c) = before;
                largest = std::max(largest, std::abs((higher - lower) / 2e-5 - slopes[i][r * block.columns + c]));
            }
        }
        CHECK(largest <= 1e-9);
    }
}

} // namespace

TEST_CASE("the loss of a catalogue and its gradients are those of the scores that predict gives") {
    for (const Loss& loss : {Loss{.negatives = 3}, Loss{.negatives = 40}, Loss{.negatives = Loss::every_item}}) {
        CAPTURE(loss.negatives);
        check_network<Plain>(loss);
        check_network<WithBias>(loss);
        check_network<Cosine>(loss);
    }
}

TEST_CASE("the softmax over all items is that of a Dense over them") {
    Run<WithBias, double, 4> run;
    const auto got = run({.negatives = Loss::every_item});
    // The same vectors as a Dense, whose outputs are the items but for row 0.
    using AsDense = ln::Sequential<ln::Embedding<User, 4>, ln::Dense<items - 1>, ln::Softmax>;
    ln::Model<AsDense, double, 4> dense{1};
    const auto users = run.model.parameters()[0].values.view();
    const auto vectors = run.model.parameters()[1].values.view();
    const auto bias = run.model.parameters()[2].values.view();
    for (std::size_t r = 0; r < users.rows; ++r) {
        std::copy_n(users.row(r), 4, dense.parameters()[0].values.view().row(r));
    }
    for (std::size_t j = 1; j < items; ++j) {
        for (std::size_t k = 0; k < 4; ++k) {
            dense.parameters()[1].values.view()(k, j - 1) = vectors(j, k);
        }
        dense.parameters()[2].values.view()(0, j - 1) = bias(j, 0);
    }
    const Rows<double> rows;
    std::vector<double> classes;
    for (const ln::row_id item : rows.own) {
        classes.push_back(static_cast<double>(item - 1));
    }
    ln::Gradients<double> gradients{dense.parameters()};
    ln::Model<AsDense, double, 4>::Workspace workspace;
    const double want = dense.view_gradients(ln::SoftmaxCrossEntropy{}, ln::Batch<double, User>{6, {rows.users}},
                                             {ln::ConstMatrixView<double>{classes.data(), 6, 1, 1}, rows.weights},
                                             ln::Step{0, nullptr}, gradients, workspace);
    const auto slopes = ln::detail::added_up(dense.parameters(), gradients);
    CHECK(got.back()[0] == doctest::Approx(want).epsilon(1e-12));
    double largest = 0.0;
    for (std::size_t i = 0; i < 20; ++i) {
        largest = std::max(largest, std::abs(got[0][i] - slopes[0][i]));
    }
    for (std::size_t j = 1; j < items; ++j) {
        for (std::size_t k = 0; k < 4; ++k) {
            largest = std::max(largest, std::abs(got[1][j * 4 + k] - slopes[1][k * (items - 1) + j - 1]));
        }
        largest = std::max(largest, std::abs(got[2][j] - slopes[2][j - 1]));
    }
    CHECK(largest <= 1e-14);
}

TEST_CASE("a step of a catalogue gives the same bits at every width and number of threads, and draws anew") {
    const Loss loss{.negatives = 30};
    Run<WithBias, float, 1> scalar;
    const auto want = scalar(loss, 3);
    CHECK(scalar(loss, 4) != want);
    CHECK(scalar(loss, 3) == want);
    CHECK(Run<WithBias, float, 8>{}(loss, 3) == want);
    for (const std::size_t threads : {1U, 2U, 3U}) {
        linnet_test::EagerPool pool{threads};
        CHECK(Run<WithBias, float, 8>{}(loss, 3, &pool) == want);
    }
}

TEST_CASE("a history may be compared with a catalogue whose table it shares") {
    using OfHistory = ln::CatalogueSoftmax<Seen, Item>;
    ln::Model<History, double, 4> model{3};
    ln::Model<History, double, 4>::Workspace workspace;
    const std::vector<std::uint64_t> offsets{0, 2, 2, 5};
    const std::vector<ln::row_id> ids{1, 2, 3, 4, 5};
    const std::vector<ln::row_id> own{3, 4, 10};
    const std::vector<double> ones(3, 1.0);
    const ln::Batch<double, Seen, Item> batch{3, {ln::JaggedColumn<double>{offsets, ids, {}}, own}};
    const ln::Targets<double> targets{ln::ConstMatrixView<double>{ones.data(), 3, 1, 1}};
    const OfHistory loss{.negatives = OfHistory::every_item};
    ln::Gradients<double> gradients{model.parameters()};
    const double value = model.add_gradients(loss, batch, targets, ln::Step{0, nullptr}, gradients, workspace);
    CHECK(value == model.loss(loss, batch, targets, workspace));
    const auto slopes = ln::detail::added_up(model.parameters(), gradients);
    const ln::MatrixView<double> block = model.parameters()[0].values.view();
    double largest = 0.0;
    for (std::size_t r = 0; r < block.rows; ++r) {
        for (std::size_t c = 0; c < block.columns; ++c) {
            const double before = block(r, c);
            block(r, c) = before + 1e-5;
            const double higher = model.loss(loss, batch, targets, workspace);
            block(r, c) = before - 1e-5;
            const double lower = model.loss(loss, batch, targets, workspace);
            block(r, c) = before;
            largest = std::max(largest, std::abs((higher - lower) / 2e-5 - slopes[0][r * block.columns + c]));
        }
    }
    CHECK(largest <= 1e-9);
}

TEST_CASE("row 0 is never a candidate, and an item that is not in the table is refused") {
    Run<Plain, double, 4> run;
    for (const Loss& loss : {Loss{.negatives = 500}, Loss{.negatives = Loss::every_item}}) {
        const auto slopes = run(loss);
        CHECK(std::all_of(slopes[1].begin(), slopes[1].begin() + 4, [](double x) { return x == 0.0; }));
    }
    Rows<double> rows;
    rows.own[2] = 0; // the unknown item is right there, among the ten
    rows.weights = {0, 0, 1, 0, 0, 0};
    run.model.parameters()[1].values.view().row(0)[0] = 0.5;
    CHECK(run.model.loss(Loss{.negatives = Loss::every_item}, rows.batch(), rows.targets(true), run.workspace) > 0.0);
    rows.own[2] = items;
    const Loss loss{.negatives = 2};
    CHECK_THROWS_WITH_AS(run.model.loss(loss, rows.batch(), rows.targets(true), run.workspace),
                         doctest::Contains("feature 'item', row 2: id 11 is not below 11"), ln::IdError);
    const Rows<double> good; // a call after a throw
    CHECK(std::isfinite(run.model.loss(loss, good.batch(), good.targets(true), run.workspace)));
    rows.own.pop_back();
    CHECK_THROWS_AS(run.model.loss(loss, {6, {rows.users, rows.own}}, rows.targets(true), run.workspace),
                    ln::SettingError);
}

TEST_CASE("positives with negatives are refused, and a workspace may serve several losses") {
    Run<Plain, float, 8> run;
    Rows<float> rows;
    auto grouped = rows.batch();
    grouped.group = 2;
    CHECK_THROWS_AS(run.model.loss(Loss{}, grouped, rows.targets(false), run.workspace), ln::SettingError);
    CHECK_THROWS_AS(run.model.loss(Loss{.negatives = 0}, rows.batch(), rows.targets(false), run.workspace),
                    ln::SettingError);
    const auto in_batch = [&](auto& workspace) {
        return run.model.loss(ln::InBatchSoftmax<User, Item>{}, rows.batch(), rows.targets(false), workspace);
    };
    ln::Model<Plain, float, 8>::Workspace fresh;
    static_cast<void>(run.model.loss(Loss{.negatives = 1}, rows.batch(), rows.targets(false), run.workspace));
    CHECK(in_batch(run.workspace) == in_batch(fresh));
    const auto want = run({.negatives = 7});
    static_cast<void>(in_batch(run.workspace));
    CHECK(run({.negatives = 7}) == want);
}

TEST_CASE("a model of a catalogue whose size is known at run time learns what people like, sampled or in full") {
    using SomeUser = ln::Categorical<"user", ln::dynamic>;
    using SomeItem = ln::Categorical<"item", ln::dynamic>;
    using Network = ln::Dot<ln::Embedding<SomeUser, 8>, ln::Embedding<SomeItem, 8>>;
    using Softmax = ln::CatalogueSoftmax<SomeUser, SomeItem>;
    constexpr std::size_t users = 40;
    constexpr std::size_t catalogue = 101;
    ln::Dataset<ln::TypeList<SomeUser, SomeItem>> data;
    const ln::Random random{1, 2};
    for (std::size_t i = 0; i < 4000; ++i) { // a person likes one of ten kinds of items
        const std::size_t user = 1 + random.below(users - 1, 2 * i);
        data.add(1.0F, static_cast<ln::row_id>(user),
                 static_cast<ln::row_id>(1 + user % 10 + 10 * random.below(10, 2 * i + 1)));
    }
    const ln::UserItems log(data.column<SomeUser>().ids, data.column<SomeItem>().ids, users, catalogue);
    for (const Softmax& loss :
         {Softmax{.negatives = 20}, Softmax{.negatives = 20, .popularity = ln::ItemPopularity{log.counts()}},
          Softmax{.negatives = Softmax::every_item}}) {
        ln::Model<Network, float> model{3, ln::Rows<SomeUser>{users}, ln::Rows<SomeItem>{catalogue}};
        ln::fit(model, loss, ln::LazyAdam{.learning_rate = 0.02}, data, {.epochs = 12, .batch_size = 128});
        typename ln::Model<Network, float>::Workspace workspace;
        std::size_t right = 0;
        for (ln::row_id user = 1; user < users; ++user) {
            std::vector<ln::row_id> same(catalogue - 1, user);
            std::vector<ln::row_id> all(catalogue - 1);
            std::iota(all.begin(), all.end(), ln::row_id{1});
            const auto scores = model.predict({same.size(), {same, all}}, workspace);
            std::size_t best = 0;
            for (std::size_t j = 1; j < all.size(); ++j) {
                best = scores(j, 0) > scores(best, 0) ? j : best;
            }
            right += best % 10 == user % 10 ? 1 : 0;
        }
        CHECK(right >= users - 3); // of 39; at random, 4
    }
}

} // namespace tower_losses_test
