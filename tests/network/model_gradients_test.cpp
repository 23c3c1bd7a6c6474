// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// Model::add_gradients, for networks of every shape.

#include <linnet/network/model.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include <doctest/doctest.h>

#include <linnet/config.hpp>
#include <linnet/layers.hpp>
#include <linnet/losses.hpp>

namespace model_gradients_test {

namespace ln = linnet;

namespace {

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 6>;
using Small = ln::Sequential<ln::Concat<ln::Embedding<User, 3>, ln::Embedding<Item, 2>>, ln::Dense<1>, ln::Sigmoid>;

/// Fails unless the gradients of a loss on a batch are its central differences.
template <class ModelType, class L>
LINNET_COLD void check_gradients(ModelType model, const L& loss, const typename ModelType::batch_type& batch,
                                 ln::ConstMatrixView<double> labels, std::span<const double> weights) {
    typename ModelType::Workspace workspace;
    ln::Gradients<double> gradients(model.parameters());
    const double value = model.add_gradients(loss, batch, {labels, weights}, 1, gradients, workspace);
    CHECK(value == model.loss(loss, batch, {labels, weights}, workspace));
    for (std::size_t b = 0; b < model.parameters().size(); ++b) {
        auto& block = model.parameters()[b];
        CAPTURE(block.name);
        for (std::size_t r = 0; r < block.values.rows(); ++r) {
            for (std::size_t c = 0; c < block.values.columns(); ++c) {
                double& x = block.values.view()(r, c);
                const double before = std::exchange(x, x + 1e-5);
                const double above = model.loss(loss, batch, {labels, weights}, workspace);
                x = before - 1e-5;
                const double below = model.loss(loss, batch, {labels, weights}, workspace);
                x = before;
                double got = 0.0;
                if (block.kind == ln::BlockKind::dense) {
                    got = gradients[b].dense.view()(r, c);
                } else if (const std::size_t group = gradients[b].rows.group_of(r);
                           group != ln::RowGradients<double>::none) {
                    const auto& only = gradients[b].rows.of(group)[0];
                    got = only.scale * only.gradient[c];
                }
                CHECK(got == doctest::Approx((above - below) / 2e-5).epsilon(1e-6));
            }
        }
    }
}

const std::array<ln::row_id, 3> users{1, 2, 3};
const std::array<ln::row_id, 3> items{3, 4, 5};

} // namespace

TEST_CASE("a network of several outputs has the gradients of its loss") {
    using Network =
        ln::Sequential<ln::Concat<ln::Embedding<User, 3>, ln::Embedding<Item, 2>>, ln::Dense<3>, ln::Softmax>;
    const ln::Model<Network, double, 4> model{3};
    CHECK(decltype(model)::output_columns == 3);
    const std::array<double, 9> labels{1, 0, 0, 0, 0, 1, 0.5, 0.25, 0.25};
    const std::array<double, 3> weights{1, 0.5, 2};
    check_gradients(model, ln::MeanSquaredError{}, {3, {users, items}}, {labels.data(), 3, 3, 3}, {});
    check_gradients(model, ln::MeanSquaredError{}, {3, {users, items}}, {labels.data(), 3, 3, 3}, weights);
}

TEST_CASE("a network may end in any layer, or be one") {
    const std::array<double, 3> labels{0.5, -1, 2};
    const ln::ConstMatrixView<double> label_column{labels.data(), 3, 1, 1};
    using Factors = ln::Dot<ln::Embedding<User, 4>, ln::Embedding<Item, 4>>;
    check_gradients(ln::Model<Factors, double, 4>{3}, ln::MeanSquaredError{}, {3, {users, items}}, label_column, {});
    check_gradients(ln::Model<ln::Sequential<Factors>, double, 4>{3}, ln::MeanSquaredError{}, {3, {users, items}},
                    label_column, {});
    check_gradients(ln::Model<ln::Sequential<Factors, ln::Dense<1>>, double, 2>{3}, ln::MeanSquaredError{},
                    {3, {users, items}}, label_column, {});
    using Lookup = ln::Embedding<User, 1>;
    check_gradients(ln::Model<Lookup, double, 8>{3}, ln::MeanSquaredError{}, {3, {users}}, label_column, {});
}

TEST_CASE("a loss that is fused with the last layer, and one that is not, have the gradients of their values") {
    const std::array<double, 3> labels{1, 0, 0.25};
    const std::array<double, 3> weights{1, 3, 0.5};
    const ln::Model<Small, double, 2> model{3};
    const ln::ConstMatrixView<double> label_column{labels.data(), 3, 1, 1};
    check_gradients(model, ln::BinaryCrossEntropy{}, {3, {users, items}}, label_column, weights);
    check_gradients(model, ln::MeanSquaredError{}, {3, {users, items}}, label_column, weights);
}

TEST_CASE("shared rows learn from every lookup") {
    using Target = ln::Categorical<"target", 6>;
    using Seen = ln::MultiCategorical<"seen", 6>;
    using Network =
        ln::Dot<ln::Embedding<Target, 3, ln::Table<"items">>, ln::EmbeddingBag<Seen, 3, ln::Table<"items">>>;
    const ln::Model<Network, double, 2> model{3};
    REQUIRE(model.parameters().size() == 1);
    const std::array<ln::row_id, 2> targets{1, 2};
    const std::array<std::uint64_t, 3> offsets{0, 2, 3};
    const std::array<ln::row_id, 3> seen{2, 4, 5};
    const std::array<double, 2> labels{1, 0};
    ln::Gradients<double> gradients(model.parameters());
    decltype(model)::Workspace workspace;
    model.view_gradients(ln::MeanSquaredError{}, {2, {targets, {offsets, seen, {}}}}, {{labels.data(), 2, 1, 1}}, 1,
                         gradients, workspace);
    CHECK(gradients[0].rows.size() == 4); // rows 1, 2, 4 and 5; row 2 from both lookups
    const std::size_t both = gradients[0].rows.group_of(2);
    REQUIRE(both != ln::RowGradients<double>::none);
    CHECK(gradients[0].rows.of(both).size() == 2);
    CHECK(gradients[0].rows.group_of(0) == ln::RowGradients<double>::none);
}

TEST_CASE_TEMPLATE("gradients add over batches and workspaces, whatever becomes of these", T, float, double) {
    const ln::Model<Small, T, 4> model{3};
    using batch_type = typename ln::Model<Small, T, 4>::batch_type;
    using Workspace = typename ln::Model<Small, T, 4>::Workspace;
    const std::array<ln::row_id, 6> many_users{1, 2, 1, 4, 5, 1};
    const std::array<ln::row_id, 6> many_items{3, 4, 5, 3, 3, 1};
    const std::array<T, 6> labels{1, 0, 1, 1, 0, 0};
    const auto part = [&](std::size_t first, std::size_t count) {
        return batch_type{count,
                          {std::span{many_users}.subspan(first, count), std::span{many_items}.subspan(first, count)}};
    };
    const auto of_part = [&](std::size_t first, std::size_t count) {
        return ln::ConstMatrixView<T>{labels.data() + first, count, 1, 1};
    };
    // Three batches, each alone.
    const std::array<std::array<std::size_t, 2>, 3> batches{{{0, 2}, {2, 3}, {5, 1}}};
    ln::Gradients<T> sum(model.parameters());
    Workspace shared;
    for (const auto [first, count] : batches) {
        Workspace workspace; // gone before the gradients are read
        Workspace& used = first == 2 ? workspace : shared;
        model.add_gradients(ln::BinaryCrossEntropy{}, part(first, count), of_part(first, count), 1, sum, used);
    }
    model.predict(part(0, 6), shared); // which moves what the workspace holds
    for (std::size_t b = 0; b < sum.size(); ++b) {
        const std::size_t columns = model.parameters()[b].values.columns();
        for (std::size_t r = 0; r < model.parameters()[b].values.rows(); ++r) {
            for (std::size_t c = 0; c < columns; ++c) {
                T want = 0;
                for (const auto [first, count] : batches) {
                    ln::Gradients<T> alone(model.parameters());
                    Workspace workspace;
                    model.add_gradients(ln::BinaryCrossEntropy{}, part(first, count), of_part(first, count), 1, alone,
                                        workspace);
                    const std::size_t group =
                        model.parameters()[b].kind == ln::BlockKind::rows ? alone[b].rows.group_of(r) : 0;
                    if (model.parameters()[b].kind == ln::BlockKind::dense) {
                        want += alone[b].dense.view()(r, c);
                    } else if (group != ln::RowGradients<T>::none) {
                        want += alone[b].rows.of(group)[0].gradient[c];
                    }
                }
                if (model.parameters()[b].kind == ln::BlockKind::dense) {
                    CHECK(sum[b].dense.view()(r, c) == doctest::Approx(want).epsilon(1e-5));
                } else if (const std::size_t group = sum[b].rows.group_of(r); group != ln::RowGradients<T>::none) {
                    CHECK(sum[b].rows.of(group).size() == 1);
                    const auto& only = sum[b].rows.of(group)[0];
                    CHECK(only.scale * only.gradient[c] == doctest::Approx(want).epsilon(1e-5));
                } else {
                    CHECK(want == T{0});
                }
            }
        }
    }
}

} // namespace model_gradients_test
