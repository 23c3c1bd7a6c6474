// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/graph_propagation.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/network/model.hpp>
#include <linnet/network/training_pass.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/recommend/recommend.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/samples/with_negatives.hpp>
#include <linnet/train/fit.hpp>

#include "../support/bound_layer.hpp"
#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"
#include "../support/naive_propagation.hpp"
#include "../support/reference_network.hpp"
#include "../support/torch_graphs_golden.hpp"
#include "../support/torch_layers.hpp"
#include "../support/torch_layers_golden.hpp"

namespace graph_propagation_test {

using namespace linnet_test;

namespace {

template <std::size_t Columns, std::size_t Layers>
using LightGcn = ln::Dot<ln::Embedding<User, Columns, ln::GraphPropagation<Layers>>,
                         ln::Embedding<Item, Columns, ln::GraphPropagation<Layers>>>;

constexpr ln::row_id user_rows = 14;
constexpr ln::row_id item_rows = 9;

/// Pairs of which one repeats. Neither row 0 nor the last ones of users and items are in any. A social graph also joins
/// users, the last one with row 0.
struct Edges {
    std::vector<ln::row_id> users;
    std::vector<ln::row_id> items;
    std::vector<ln::row_id> from;
    std::vector<ln::row_id> to;

    explicit Edges(bool social = false) {
        for (ln::row_id i = 0; i < 31; ++i) {
            users.push_back(1 + i * i % (user_rows - 2));
            items.push_back(1 + i * 5 % (item_rows - 2));
        }
        users.push_back(users.front());
        items.push_back(items.front());
        if (social) {
            from = {1, 2, 5, 5, 9, user_rows - 1, 7};
            to = {2, 1, 1, 9, 7, 0, 11};
        }
    }
    [[nodiscard]] ln::InteractionGraph graph() const {
        ln::InteractionGraph result{users, items, user_rows, item_rows};
        result.join_users(from, to);
        return result;
    }
    [[nodiscard]] NaivePropagation naive() const { return {users, items, user_rows, item_rows, from, to}; }
};

template <class Network, class T, std::size_t W>
ln::Model<Network, T, W> model_of(const Edges& edges = Edges{}) {
    ln::Model<Network, T, W> model{7, ln::Rows<User>{user_rows}, ln::Rows<Item>{item_rows}};
    model.template set_graph<User, Item>(edges.graph());
    return model;
}

const std::vector<ln::row_id> users{1, 13, 5, 1, 0, 7, 2};
const std::vector<ln::row_id> items{3, 2, 8, 6, 4, 0, 3};

template <class T>
std::vector<T> slopes() {
    std::vector<T> result;
    for (std::size_t b = 0; b < users.size(); ++b) {
        result.push_back(static_cast<T>(golden_input(6, b)));
    }
    return result;
}

template <class T>
double tolerance() {
    return 32 * static_cast<double>(std::numeric_limits<T>::epsilon());
}

/// The gradient of a table, of zeros for rows that have none.
template <class T>
DenseMatrix gradient_of(const ln::GradientBlock<T>& gradient, std::size_t rows, std::size_t columns) {
    DenseMatrix all(rows, std::vector<double>(columns));
    for (const auto& part : gradient.rows.all()) {
        for (std::size_t c = 0; c < columns; ++c) {
            all[gradient.rows.row(part.group)][c] += static_cast<double>(part.scale * part.gradient[c]);
        }
    }
    return all;
}

std::size_t mistakes(const DenseMatrix& got, const DenseMatrix& want, double within) {
    std::size_t count = got.size() == want.size() ? 0 : 1;
    for (std::size_t r = 0; r < std::min(got.size(), want.size()); ++r) {
        for (std::size_t c = 0; c < want[r].size(); ++c) {
            count += std::abs(got[r][c] - want[r][c]) <= within ? 0U : 1U;
        }
    }
    return count;
}

/// Predictions and gradients against the naive twin, and with the bits of width 1.
template <std::size_t Columns, std::size_t Layers, class L>
void check_layers(const Edges& edges, ln::Executor* executor) {
    using T = typename L::T;
    CAPTURE(Columns);
    CAPTURE(Layers);
    const auto model = model_of<LightGcn<Columns, Layers>, T, L::W>(edges);
    const auto& parameters = model.parameters();
    const auto [naive_users, naive_items] =
        edges.naive()(dense_matrix(parameters[0].values.view()), dense_matrix(parameters[2].values.view()), Layers);
    typename ln::Model<LightGcn<Columns, Layers>, T, L::W>::Workspace workspace;
    const ln::MeanSquaredError loss;
    ln::TrainingPass pass{model, loss, workspace};
    const typename ln::Model<LightGcn<Columns, Layers>, T, L::W>::batch_type batch{users.size(), {users, items}};
    const auto out = pass.forward(batch, {1, executor});
    DenseMatrix d_users(user_rows, std::vector<double>(Columns));
    DenseMatrix d_items(item_rows, std::vector<double>(Columns));
    std::vector<T> d_out = slopes<T>();
    for (std::size_t b = 0; b < users.size(); ++b) {
        double dot = 0;
        for (std::size_t c = 0; c < Columns; ++c) {
            dot += naive_users[users[b]][c] * naive_items[items[b]][c];
            d_users[users[b]][c] += static_cast<double>(d_out[b]) * naive_items[items[b]][c];
            d_items[items[b]][c] += static_cast<double>(d_out[b]) * naive_users[users[b]][c];
        }
        CHECK(std::abs(static_cast<double>(out(b, 0)) - dot) <= tolerance<T>() * 0.05 * 0.05 * Columns);
    }
    CHECK(mistakes(dense_matrix(parameters[1].values.view()), naive_users, tolerance<T>() * 0.05) == 0);
    CHECK(mistakes(dense_matrix(parameters[3].values.view()), naive_items, tolerance<T>() * 0.05) == 0);

    ln::Gradients<T> gradients{parameters};
    pass.backward({d_out.data(), users.size(), 1, 1}, gradients);
    const auto [want_users, want_items] = edges.naive()(d_users, d_items, Layers);
    CHECK(mistakes(gradient_of(gradients[0], user_rows, Columns), want_users, tolerance<T>() * 0.1) == 0);
    CHECK(mistakes(gradient_of(gradients[2], item_rows, Columns), want_items, tolerance<T>() * 0.1) == 0);
    for (const std::size_t table : {0U, 2U}) { // in rising order, and only what is not 0
        const auto& rows = gradients[table].rows;
        for (std::size_t group = 0; group < rows.size(); ++group) {
            CHECK((group == 0 || rows.row(group - 1) < rows.row(group)));
            const auto& want = (table == 0 ? want_users : want_items)[rows.row(group)];
            CHECK(std::any_of(want.begin(), want.end(), [](double x) { return x != 0; }));
        }
    }
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("predictions and gradients are those of the paper's matrices, at every width", L, naive) {
    for (ln::Executor* executor : {static_cast<ln::Executor*>(nullptr), static_cast<ln::Executor*>(&three_threads())}) {
        for (const bool social : {false, true}) {
            CAPTURE(social);
            const Edges edges{social};
            check_layers<1, 1, L>(edges, executor);
            check_layers<5, 2, L>(edges, executor);
            check_layers<L::W + 1, 3, L>(edges, executor);
            check_layers<4 * L::W, 4, L>(edges, executor);
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(naive, TestedWidths);

TEST_CASE("PyTorch computes the same, with and without edges between users") {
    const auto check = [](auto t, bool social) {
        using T = decltype(t);
        ln::Model<LightGcn<3, 3>, T, 4> model{1, ln::Rows<User>{5}, ln::Rows<Item>{4}};
        ln::InteractionGraph graph{std::array<ln::row_id, 6>{0, 0, 1, 3, 3, 3},
                                   std::array<ln::row_id, 6>{0, 2, 2, 0, 1, 2}, 5, 4};
        if (social) {
            graph.join_users(std::array<ln::row_id, 4>{0, 2, 1, 3}, std::array<ln::row_id, 4>{1, 4, 0, 2});
        }
        model.template set_graph<User, Item>(std::move(graph));
        fill_golden(model.parameters()[0].values.view(), 0);
        fill_golden(model.parameters()[2].values.view(), 1);
        const std::array<ln::row_id, 5> of_users{1, 3, 1, 0, 4};
        const std::array<ln::row_id, 5> of_items{2, 0, 1, 2, 3};
        typename decltype(model)::Workspace workspace;
        ln::TrainingPass pass{model, ln::MeanSquaredError{}, workspace};
        const typename decltype(model)::batch_type batch{5, {of_users, of_items}};
        check_golden<T>(pass.forward(batch, 1),
                        social ? torch_golden::social_graph_propagation_out : torch_golden::graph_propagation_out);
        ln::Matrix<T> slopes{5, 1};
        fill_golden(slopes.view(), 2);
        ln::Gradients<T> gradients{model.parameters()};
        pass.backward(slopes.view(), gradients);
        const auto check_table = [&](std::size_t table, std::size_t rows, const auto& want) {
            const DenseMatrix got = gradient_of(gradients[table], rows, 3);
            ln::Matrix<T> dense{rows, 3};
            for (std::size_t r = 0; r < rows; ++r) {
                for (std::size_t c = 0; c < 3; ++c) {
                    dense.view()(r, c) = static_cast<T>(got[r][c]);
                }
            }
            check_golden<T>(std::as_const(dense).view(), want);
        };
        check_table(0, 5,
                    social ? torch_golden::social_graph_propagation_d_users : torch_golden::graph_propagation_d_users);
        check_table(2, 4,
                    social ? torch_golden::social_graph_propagation_d_items : torch_golden::graph_propagation_d_items);
    };
    for (const bool social : {false, true}) {
        check(float{}, social);
        check(double{}, social);
    }
}

TEST_CASE("gradients are the slopes of the loss, through towers with layers and lists that share tables") {
    using History = ln::MultiCategorical<"history", item_rows>;
    using FixedItem = ln::Categorical<"item", item_rows>;
    using Graph = ln::GraphPropagation<2>;
    using Network =
        ln::Dot<ln::Sequential<ln::Concat<ln::Embedding<User, 4, ln::Table<"users">, Graph>,
                                          ln::EmbeddingBag<History, 4, ln::Mean, ln::Table<"items">, Graph>>,
                               ln::Dense<5>>,
                ln::Sequential<ln::Embedding<FixedItem, 4, Graph, ln::Table<"items">>, ln::Dense<5>, ln::Tanh>>;
    ln::Model<Network, double, 4> model{3, ln::Rows<User>{user_rows}};
    model.set_graph<User, FixedItem>(Edges{true}.graph());
    const std::array<std::uint64_t, 8> offsets{0, 2, 2, 5, 6, 6, 7, 9};
    const std::array<ln::row_id, 9> listed{1, 8, 3, 3, 0, 5, 2, 1, 7};
    const ln::Model<Network, double, 4>::batch_type batch{7, {users, {offsets, listed, {}}, items}};
    const std::vector<double> labels{1, 0, 1, 1, 0, 0, 1};
    const ln::Targets<double> targets{{labels.data(), 7, 1, 1}, {}};
    const ln::MeanSquaredError loss;
    ln::Model<Network, double, 4>::Workspace workspace;
    ln::Gradients<double> gradients{model.parameters()};
    static_cast<void>(model.view_gradients(loss, batch, targets, 1, gradients, workspace));
    std::size_t checked = 0;
    std::size_t wrong = 0;
    for (std::size_t b = 0; b < model.parameters().size(); ++b) {
        if (!model.parameters()[b].trained()) {
            continue;
        }
        const std::size_t columns = model.parameters()[b].values.columns();
        const std::size_t rows = model.parameters()[b].values.rows();
        const DenseMatrix got = model.parameters()[b].kind == ln::BlockKind::dense
                                    ? dense_matrix(gradients[b].dense.view())
                                    : gradient_of(gradients[b], rows, columns);
        for (std::size_t r = 0; r < rows; ++r) {
            for (std::size_t c = 0; c < columns; ++c) {
                const double step = 0x1p-17;
                const auto moved = [&](double by) {
                    model.parameters()[b].values.view()(r, c) += by;
                    ln::Model<Network, double, 4>::Workspace other;
                    const double value = model.loss(loss, batch, targets, other);
                    model.parameters()[b].values.view()(r, c) -= by;
                    return value;
                };
                const double slope = (moved(step) - moved(-step)) / (2 * step);
                wrong += std::abs(slope - got[r][c]) <= 1e-8 ? 0U : 1U;
                ++checked;
            }
        }
    }
    CHECK(checked == 4 * (user_rows + item_rows) + 8 * 5 + 5 + 4 * 5 + 5);
    CHECK(wrong == 0);
}

namespace {

/// The users of each of three groups have items of their own group, all but one of them.
ln::Dataset<ln::TypeList<User, Item>> grouped_log() {
    ln::Dataset<ln::TypeList<User, Item>> log;
    for (ln::row_id user = 1; user < 40; ++user) {
        for (ln::row_id item = 1; item < 30; ++item) {
            if (user % 3 == item % 3 && item / 3 != user % 10) {
                log.add(1.0F, user, item);
            }
        }
    }
    return log;
}

template <class Network, class T, std::size_t W>
ln::Model<Network, T, W> trained_model(ln::Executor* executor = nullptr, bool social = false) {
    const auto log = grouped_log();
    const ln::UserItems seen{log.column<User>().ids, log.column<Item>().ids, 40, 30};
    ln::Model<Network, T, W> model{2, ln::Rows<User>{40}, ln::Rows<Item>{30}};
    if constexpr (ln::Model<Network, T, W>::graph_layers != 0) {
        std::vector<ln::row_id> next;
        for (const ln::row_id user : log.column<User>().ids) {
            next.push_back(1 + user % 39);
        }
        model.template set_graph<User, Item>(seen, log.column<User>().ids, social ? next : log.column<User>().ids);
    }
    ln::fit(model, ln::InBatchSoftmax<User, Item>{}, ln::Adam{.learning_rate = 0.01}, log,
            {.epochs = 2, .batch_size = 37, .executor = executor});
    return model;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("training gives the bits of width 1 at every width, and of one thread with three", L, bits) {
    using T = typename L::T;
    const auto hash = []<std::size_t W>(bool social, ln::Executor* executor) {
        return hash_of(trained_model<LightGcn<19, 3>, T, W>(executor, social).parameters());
    };
    static const std::array<std::uint64_t, 2> references {
        hash.template operator()<1>(false, nullptr),
        hash.template operator()<1>(true, nullptr)
    };
    CHECK(references[0] != references[1]);
    for (const bool social : {false, true}) {
        CHECK(hash.template operator()<L::W>(social, nullptr) == references[social ? 1 : 0]);
        CHECK(hash.template operator()<L::W>(social, &three_threads()) == references[social ? 1 : 0]);
    }
}
TEST_CASE_TEMPLATE_APPLY(bits, TestedWidths);

TEST_CASE("training lowers the loss, and the lists are what a user has not had of their own kind") {
    const auto log = grouped_log();
    const auto model = trained_model<LightGcn<16, 2>, float, 8>();
    const ln::UserItems seen{log.column<User>().ids, log.column<Item>().ids, 40, 30};
    const auto untrained = [&] {
        ln::Model<LightGcn<16, 2>, float, 8> fresh{2, ln::Rows<User>{40}, ln::Rows<Item>{30}};
        fresh.set_graph<User, Item>(seen);
        return ln::evaluate(fresh, ln::InBatchSoftmax<User, Item>{}, log).loss;
    }();
    CHECK(ln::evaluate(model, ln::InBatchSoftmax<User, Item>{}, log).loss < 0.95 * untrained);
    std::size_t right = 0;
    std::size_t known = 0;
    for (ln::row_id user = 1; user < 40; ++user) {
        const auto top = ln::recommend(model, user, {.k = 1, .exclude_seen = &seen});
        known += user % 10 == 0 || user % 3 + 3 * (user % 10) >= 30 ? 0U : 1U;
        right += top[0].row % 3 == user % 3 ? 1U : 0U;
    }
    CHECK(right >= known);
}

TEST_CASE("the factors that lists are made of are the propagated rows") {
    auto model = model_of<LightGcn<6, 2>, float, 4>();
    const auto top = ln::recommend(model, 5, {.k = item_rows});
    REQUIRE(top.size() == item_rows);
    ln::Model<LightGcn<6, 2>, float, 4>::Workspace workspace;
    std::vector<ln::row_id> all(item_rows);
    for (ln::row_id i = 0; i < item_rows; ++i) {
        all[i] = i;
    }
    const std::vector<ln::row_id> same_user(item_rows, 5);
    const auto predicted = model.predict({item_rows, {same_user, all}}, workspace);
    for (std::size_t i = 0; i < item_rows; ++i) {
        CHECK(same(top[i].score, predicted(top[i].row, 0)));
    }
}

} // namespace graph_propagation_test
