// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// Models of several heads: losses, gradients, names.
#include <linnet/network/bound_network.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/config.hpp>
#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/network/model.hpp>
#include <linnet/network/summary.hpp>

#include "../support/lanes.hpp"
#include "../support/torch_layers.hpp"

namespace bound_network_test {

using namespace linnet;
using linnet_test::same;

namespace {

using User = Categorical<"user", 10>;
using Item = Categorical<"item", 6>;
using Lookups = Concat<Embedding<User, 3>, Embedding<Item, 2>>;
using Click = Sequential<Dense<1>, Sigmoid>;
using Stars = Sequential<Dense<2>, Tanh, Dense<1>>;
using TwoHeads = Sequential<Lookups, Tanh, Outputs<Named<"click", Click>, Stars>>;
using TwoLosses = Losses<BinaryCrossEntropy, MeanSquaredError>;

const std::array<row_id, 3> users{1, 2, 2};
const std::array<row_id, 3> items{3, 4, 5};
const std::array<double, 6> labels{1, 3.5, 0, -1, 0.25, 2};
const std::array<double, 3> weights{1, 0.5, 2};

ConstMatrixView<double> side_by_side() { return {labels.data(), 3, 2, 2}; }
template <class ModelType>
typename ModelType::batch_type batch() {
    return {3, {users, items}};
}

/// Gives the blocks of `to` the values of the blocks of the same name in `from`.
template <class To, class From>
void copy_blocks(To& to, const From& from) {
    for (std::size_t b = 0; b < to.parameters().size(); ++b) {
        const std::size_t found = from.parameters().find(to.parameters()[b].name);
        REQUIRE(found != Parameters<double>::none);
        to.parameters()[b].values = from.parameters()[found].values;
    }
}

template <class ModelType, class L>
std::vector<double> gradients_of(const ModelType& model, const L& loss, const Targets<double>& targets,
                                 typename ModelType::Workspace workspace = {}) {
    Gradients<double> gradients(model.parameters());
    static_cast<void>(model.add_gradients(loss, batch<ModelType>(), targets, 1, gradients, workspace));
    std::vector<double> all;
    for (std::size_t b = 0; b < gradients.size(); ++b) {
        const ConstMatrixView<double> values = model.parameters()[b].values.view();
        for (std::size_t r = 0; r < values.rows; ++r) {
            for (std::size_t c = 0; c < values.columns; ++c) {
                double got = 0.0;
                if (model.parameters()[b].kind == BlockKind::dense) {
                    got = gradients[b].dense.view()(r, c);
                } else if (const std::size_t group = gradients[b].rows.group_of(r);
                           group != RowGradients<double>::none) {
                    for (const auto& part : gradients[b].rows.of(group)) {
                        got += part.scale * part.gradient[c];
                    }
                }
                all.push_back(got);
            }
        }
    }
    return all;
}

/// Fails unless the gradients are central differences of the loss.
template <class ModelType, class L>
LINNET_COLD void check_gradients(ModelType model, const L& loss, const Targets<double>& targets) {
    const std::vector<double> got = gradients_of(model, loss, targets);
    typename ModelType::Workspace workspace;
    std::size_t i = 0;
    for (std::size_t b = 0; b < model.parameters().size(); ++b) {
        const MatrixView<double> values = model.parameters()[b].values.view();
        CAPTURE(model.parameters()[b].name);
        for (std::size_t r = 0; r < values.rows; ++r) {
            for (std::size_t c = 0; c < values.columns; ++c) {
                double& x = values(r, c);
                const double before = std::exchange(x, x + 1e-5);
                const double above = model.loss(loss, batch<ModelType>(), targets, workspace);
                x = before - 1e-5;
                const double below = model.loss(loss, batch<ModelType>(), targets, workspace);
                x = before;
                CHECK(got[i++] == doctest::Approx((above - below) / 2e-5).epsilon(1e-6));
            }
        }
    }
}

} // namespace

TEST_CASE("the loss of several heads has the gradients of its value") {
    using ModelType = Model<TwoHeads, double, 4>;
    static_assert(ModelType::output_columns == 2);
    const ModelType model{3};
    const Targets<double> plain{side_by_side()};
    check_gradients(model, TwoLosses{}, plain);
    check_gradients(model, TwoLosses{.weights = {2, 0.25}}, {side_by_side(), weights});
    check_gradients(model, TwoLosses{.weights = {0, 3}}, plain);
    // Not fused: the head runs through its Sigmoid.
    check_gradients(model, Losses<MeanSquaredError, MeanSquaredError>{.weights = {0.5, 2}}, plain);
    check_gradients(model, Losses<MeanSquaredError, MeanSquaredError>{.weights = {0, 2}}, plain);
}

TEST_CASE_TEMPLATE("a head of weight 0 has no gradient, whatever was trained in the workspace before", Pair, TwoLosses,
                   Losses<MeanSquaredError, MeanSquaredError>) {
    using ModelType = Model<TwoHeads, double, 4>;
    const ModelType model{3};
    const Targets<double> targets{side_by_side()};
    for (const Pair& one : {Pair{.weights = {1, 0}}, Pair{.weights = {0, 1}}}) {
        ModelType::Workspace workspace;
        Gradients<double> gradients(model.parameters());
        static_cast<void>(model.add_gradients(Pair{}, batch<ModelType>(), targets, 1, gradients, workspace));
        CHECK(gradients_of(model, one, targets, std::move(workspace)) == gradients_of(model, one, targets));
    }
}

TEST_CASE("a head is trained by the bits of a network of that head alone") {
    const Model<TwoHeads, double, 4> model{3};
    Model<Sequential<Lookups, Tanh, Outputs<Named<"click", Click>>>, double, 4> one{4};
    Model<Sequential<Lookups, Tanh, Sequential<Named<"click", Click>>>, double, 4> alone{5};
    copy_blocks(one, model);
    copy_blocks(alone, model);
    const std::array<double, 3> clicks{labels[0], labels[2], labels[4]};
    const ConstMatrixView<double> column{clicks.data(), 3, 1, 1};
    Model<TwoHeads, double, 4>::Workspace workspace;
    decltype(alone)::Workspace of_alone;
    decltype(one)::Workspace of_one;
    const double first =
        model.loss(TwoLosses{.weights = {1, 0}}, {3, {users, items}}, {side_by_side(), weights}, workspace);
    CHECK(same(first, alone.loss(BinaryCrossEntropy{}, {3, {users, items}}, {column, weights}, of_alone)));
    CHECK(same(first, one.loss(Losses<BinaryCrossEntropy>{}, {3, {users, items}}, {column, weights}, of_one)));
    const double second =
        model.loss(TwoLosses{.weights = {0, 1}}, {3, {users, items}}, {side_by_side(), weights}, workspace);
    const double both =
        model.loss(TwoLosses{.weights = {2, 3}}, {3, {users, items}}, {side_by_side(), weights}, workspace);
    CHECK(both == doctest::Approx(2 * first + 3 * second).epsilon(1e-14));

    const std::vector<double> with_two = gradients_of(model, TwoLosses{.weights = {1, 0}}, {side_by_side(), weights});
    const std::vector<double> with_one = gradients_of(alone, BinaryCrossEntropy{}, {column, weights});
    for (std::size_t i = 0; i < with_one.size(); ++i) { // the blocks of head 1 come last
        CHECK(with_two[i] == with_one[i]);
    }
    for (std::size_t i = with_one.size(); i < with_two.size(); ++i) {
        CHECK(with_two[i] == 0.0);
    }
    const auto out = model.predict({3, {users, items}}, workspace);
    const auto want = alone.predict({3, {users, items}}, of_alone);
    for (std::size_t r = 0; r < 3; ++r) {
        CHECK(same(model.head<0>(out)(r, 0), want(r, 0)));
    }
    const auto logits = model.logits({3, {users, items}}, workspace);
    CHECK(same(logits(1, 0), alone.logits({3, {users, items}}, of_alone)(1, 0)));
    CHECK(logits.columns == 2);
    const double rating = logits(1, 1);
    CHECK(same(model.head<1>(model.predict({3, {users, items}}, workspace))(1, 0), rating));
}

TEST_CASE_TEMPLATE("two heads over experts with a gate each give the numbers of PyTorch", T, float, double) {
    using namespace linnet_test;
    using X = Numeric<"x", 4>;
    using Gate = Sequential<Dense<2>, Softmax>;
    using Network = Sequential<Input<X>, Mixture<Gates<Gate, Gate>, Dense<3>, Sequential<Dense<3>, Tanh>>,
                               Outputs<Sequential<Dense<1>, Sigmoid>, Dense<1>>>;
    Model<Network, T> model;
    for (std::size_t b = 0; b < model.parameters().size(); ++b) {
        fill_golden(model.parameters()[b].values.view(), b + 1);
    }
    Matrix<T> x(3, 4);
    fill_golden(x.view(), 0);
    Matrix<T> golden_labels(3, 2);
    for (std::size_t r = 0; r < 3; ++r) {
        golden_labels.view()(r, 0) = std::array<T, 3>{T{1}, T{0}, T{0.25}}[r];
        golden_labels.view()(r, 1) = static_cast<T>(golden_input(13, r));
    }
    typename Model<Network, T>::Workspace workspace;
    check_golden(ConstMatrixView<T>(model.predict({3, {x.view()}}, workspace)), torch_golden::mixture_out);
    Gradients<T> gradients(model.parameters());
    const T value = model.add_gradients(TwoLosses{.weights = {1.0, 0.5}}, {3, {x.view()}}, {golden_labels.view()}, 1,
                                        gradients, workspace);
    check_golden(ConstMatrixView<T>{&value, 1, 1, 1}, torch_golden::mixture_loss);
    std::size_t first = 0;
    std::vector<T> all(torch_golden::mixture_d_blocks.size());
    for (std::size_t b = 0; b < gradients.size(); ++b) {
        const ConstMatrixView<T> block = gradients[b].dense.view();
        for (std::size_t r = 0; r < block.rows; ++r) {
            std::copy_n(block.row(r), block.columns, all.data() + first);
            first += block.columns;
        }
    }
    CHECK(first == all.size());
    check_golden(ConstMatrixView<T>{all.data(), 1, all.size(), all.size()}, torch_golden::mixture_d_blocks);
}

TEST_CASE("a head of classes has one label column") {
    using Network = Sequential<Lookups, Outputs<Dense<2>, Sequential<Dense<3>, Softmax>>>;
    using Loss = Losses<MeanSquaredError, SoftmaxCrossEntropy>;
    const Model<Network, double, 2> model{3};
    const std::array<double, 9> with_class{0.5, 1, 2, -1, 0, 0, 1, 1, 1};
    check_gradients(model, Loss{.weights = {1, 2}}, {ConstMatrixView<double>{with_class.data(), 3, 3, 3}});
    Model<Network, double, 2>::Workspace workspace;
    CHECK(model.predict({3, {users, items}}, workspace).columns == 5);
    CHECK(model.head<1>(model.predict({3, {users, items}}, workspace)).columns == 3);
    const std::array<double, 9> mistaken{0.5, 1, 2, -1, 0, 3, 1, 1, 1};
    CHECK_THROWS_WITH_AS(static_cast<void>(model.loss(Loss{}, {3, {users, items}},
                                                      {ConstMatrixView<double>{mistaken.data(), 3, 3, 3}}, workspace)),
                         "head 1, softmax cross-entropy, row 1: the label 3.000000 is not a class 0 ... 2", LabelError);
    CHECK_THROWS_AS(static_cast<void>(model.loss(Loss{}, {3, {users, items}},
                                                 {ConstMatrixView<double>{mistaken.data(), 3, 2, 3}}, workspace)),
                    SettingError);
}

TEST_CASE("errors name the head") {
    const Model<TwoHeads, double, 4> model{3};
    Model<TwoHeads, double, 4>::Workspace workspace;
    const auto loss_of = [&](const TwoLosses& loss, const std::array<double, 6>& numbers) {
        return model.loss(loss, {3, {users, items}}, {ConstMatrixView<double>{numbers.data(), 3, 2, 2}}, workspace);
    };
    const std::array<double, 6> mistaken{1, 0, 1, 0, 1.5, 0};
    CHECK_THROWS_WITH_AS(static_cast<void>(loss_of({}, mistaken)),
                         "click, binary cross-entropy, row 2: the label 1.500000 is not from 0 to 1", LabelError);
    CHECK_NOTHROW(static_cast<void>(loss_of({.weights = {0, 1}}, mistaken)));
    CHECK_THROWS_AS(static_cast<void>(loss_of({.weights = {-1, 1}}, mistaken)), SettingError);
    CHECK(model.head_name(0) == "click");
    CHECK(model.head_name(1) == "head 1");
    CHECK_THROWS_WITH_AS(static_cast<void>(model.head_name(2)), "there is no head 2: the network has 2", SettingError);
    using Plain = Model<Sequential<Lookups, Dense<1>>, double, 4>;
    CHECK_THROWS_WITH_AS(static_cast<void>(Plain::head_name(0)),
                         "there is no head 0: the network does not end in Outputs", SettingError);
}

TEST_CASE("the blocks of heads are named by their path, and the summary shows the heads") {
    const Model<TwoHeads, float, 4> model;
    CHECK(summary(model) == "layer              name                shape      parameters  bytes\n"
                            "-------------------------------------------------------------------\n"
                            "Concat                                 batch x 5           0      0\n"
                            "  Embedding<user>  0.0.user.embedding  batch x 3          30    160\n"
                            "  Embedding<item>  0.1.item.embedding  batch x 2          12     48\n"
                            "Tanh                                   batch x 5           0      0\n"
                            "Outputs                                batch x 2           0      0\n"
                            "  click                                batch x 1           0      0\n"
                            "    Dense<1>       click.0             batch x 1           6     24\n"
                            "    Sigmoid                            batch x 1           0      0\n"
                            "  head 1                               batch x 1           0      0\n"
                            "    Dense<2>       2.1.0               batch x 2          12     48\n"
                            "    Tanh                               batch x 2           0      0\n"
                            "    Dense<1>       2.1.2               batch x 1           3     12\n"
                            "-------------------------------------------------------------------\n"
                            "total                                                     63    292\n");
    const Model<Outputs<Sequential<Embedding<User, 2>, Sigmoid>, Sequential<Embedding<Item, 3>, Dense<1>>>> alone;
    CHECK(alone.parameters()[2].name == "1.1.kernel");
    const Model<Named<"net", Sequential<Lookups, Outputs<Sequential<Sequential<Dense<1>>, Sigmoid>>>>> named;
    CHECK(named.parameters()[2].name == "net.1.0.0.0.kernel");
}

} // namespace bound_network_test
