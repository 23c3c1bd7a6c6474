// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/named.hpp>

#include <string>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/numeric.hpp>
#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers/adam.hpp>
#include <linnet/train/trainer.hpp>

#include "../support/layer_checks.hpp"
#include "../support/same_bits.hpp"

namespace named_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 9>;
using Item = Categorical<"item", 7>;
using Names = std::vector<std::string>;

template <class Network>
Names names() {
    const Model<Network, float, 4> model{1};
    Names found;
    for (const auto& block : model.parameters()) {
        found.push_back(block.name);
    }
    return found;
}

/// After some steps.
template <class Network>
auto trained_bits() {
    Model<Network, float, 8> model{3};
    Trainer trainer{model, BinaryCrossEntropy{}, Adam{}};
    const std::vector<row_id> users{1, 3, 1, 0};
    const std::vector<row_id> items{2, 0, 1, 2};
    const std::vector<float> labels{1, 0, 0, 1};
    for (int step = 0; step < 3; ++step) {
        trainer.step({4, {users, items}}, {{labels.data(), 4, 1, 1}});
    }
    return hash_of(model.parameters());
}

using Lookups = Concat<Embedding<User, 4>, Embedding<Item, 3>>;
using Tower = Sequential<Dense<8>, ReLU, Dense<4>>;

} // namespace

TEST_CASE("blocks are named by the path of their layer") {
    CHECK(names<Sequential<Lookups, Dense<1>, Sigmoid>>() ==
          Names{"0.0.user.embedding", "0.1.item.embedding", "1.kernel", "1.bias"});
    CHECK(names<Dot<Embedding<User, 4, Table<"users">>, Sequential<Embedding<Item, 3>, Dense<4, NoBias>>>>() ==
          Names{"users", "1.0.item.embedding", "1.1.kernel"});
    CHECK(names<Embedding<User, 1>>() == Names{"user.embedding"});
    CHECK(names<Sequential<Embedding<User, 1>>>() == Names{"0.user.embedding"});
    CHECK(names<Sequential<Embedding<User, 2>, PairwiseDot<Dense<3, NoBias>, Multiply<Dense<3, NoBias>>>>>() ==
          Names{"0.user.embedding", "1.0.kernel", "1.1.0.kernel"});
}

TEST_CASE("a name starts a path of its own, wherever it stands") {
    const Names tower{"tower.0.kernel", "tower.0.bias", "tower.2.kernel", "tower.2.bias"};
    const auto of_tower = [](Names all) {
        std::erase_if(all, [](const std::string& name) { return !name.starts_with("tower."); });
        return all;
    };
    CHECK(of_tower(names<Sequential<Lookups, Named<"tower", Tower>>>()) == tower);
    CHECK(of_tower(names<Sequential<Lookups, Dense<5>, Named<"tower", Tower>, Dense<1>>>()) == tower);
    CHECK(of_tower(names<Sequential<Lookups, Add<Dense<4>, Sequential<Named<"tower", Tower>>>, Sigmoid>>()) == tower);
    CHECK(names<Sequential<Named<"outer", Sequential<Lookups, Named<"inner", Sequential<Dense<2, NoBias>>>>>,
                           Dense<1, NoBias>>>() ==
          Names{"outer.0.0.user.embedding", "outer.0.1.item.embedding", "outer.inner.0.kernel", "1.kernel"});
    CHECK(names<Dot<Named<"u", Embedding<User, 4>>, Named<"i", Embedding<Item, 4, Table<"items">>>>>() ==
          Names{"u.user.embedding", "items"});
}

TEST_CASE("the layers that close a network are named as they were written") {
    CHECK(
        names<Sequential<Lookups, Sequential<Dense<2, NoBias>, Sequential<Dense<3, NoBias>, Dense<1>>>>>() ==
        Names{"0.0.user.embedding", "0.1.item.embedding", "1.0.kernel", "1.1.0.kernel", "1.1.1.kernel", "1.1.1.bias"});
    CHECK(names<Sequential<Sequential<Lookups, Dense<1, NoBias>>>>() ==
          Names{"0.0.0.user.embedding", "0.0.1.item.embedding", "0.1.kernel"});
    CHECK(
        names<
            Named<"net", Sequential<Lookups, Named<"head", Sequential<Dense<3, NoBias>, Named<"out", Dense<1>>>>>>>() ==
        Names{"net.0.0.user.embedding", "net.0.1.item.embedding", "net.head.0.kernel", "net.head.out.kernel",
              "net.head.out.bias"});
    CHECK(names<Sequential<Lookups, Named<"head", Sequential<Dense<1, NoBias>, Sigmoid>>>>() ==
          Names{"0.0.user.embedding", "0.1.item.embedding", "head.0.kernel"});
}

TEST_CASE("names change no bit") {
    using Plain = Sequential<Lookups, Dense<8>, ReLU, Dropout<percent<20>>, Dense<1>, Sigmoid>;
    using Parts =
        Named<"net", Sequential<Named<"lookups", Lookups>, Named<"deep", Sequential<Dense<8>, ReLU>>,
                                Named<"drop", Dropout<percent<20>>>, Named<"head", Sequential<Dense<1>, Sigmoid>>>>;
    CHECK(trained_bits<Parts>() == trained_bits<Plain>());
    using Towers = Sequential<Dot<Embedding<User, 4>, Embedding<Item, 4>>, Sigmoid>;
    using NamedTowers = Sequential<Named<"towers", Dot<Named<"u", Embedding<User, 4>>, Named<"i", Embedding<Item, 4>>>>,
                                   Named<"out", Sigmoid>>;
    CHECK(trained_bits<NamedTowers>() == trained_bits<Towers>());
}

TEST_CASE("a layer is what it was when it is named, fusions included") {
    using Dense8 = Named<"deep", Dense<8>>;
    static_assert(Layer<Dense8>);
    static_assert(std::is_same_v<Dense8::output<Shape<5>>, Shape<8>>);
    static_assert(!accepts<Dense8, NoInput>);
    static_assert(
        std::is_same_v<output_form<Dense8::Node<float, 4, Shape<5>>, Named<"relu", ReLU>::Node<float, 4, Shape<8>>>,
                       UnfinishedForm>);
    static_assert(GivesForm<Named<"user", Embedding<User, 4>>::Node<float, 4, NoInput>, RowSegmentsForm>);
    static_assert(sizeof(Dense8::Node<float, 4, Shape<5>>) == sizeof(Dense<8>::Node<float, 4, Shape<5>>));
    check_gradients_at_one_width<Named<"deep", Sequential<Dense<4>, Named<"tanh", Tanh>, Dense<2>>>, Shape<7>>();
    check_widths<Named<"deep", Dense<3>>, Shape<50>>();
}

TEST_CASE("a loss of two towers, and a tower alone, find what is named") {
    using Network = Add<Named<"towers", Dot<Named<"u", Embedding<User, 4>>, Embedding<Item, 4>>>, Embedding<Item, 1>>;
    using form = detail::two_towers<detail::without_names<Network>>;
    static_assert(form::fits && form::dot == 0 && form::bias[1] == 1);
    const Model<Network, float, 4> model{1};
    Model<Network, float, 4>::Workspace workspace;
    const std::vector<row_id> users{1, 3};
    const std::vector<row_id> items{2, 0};
    const auto tower = model.tower<User>({2, {users, items}}, workspace);
    CHECK(tower(1, 2) == model.parameters()[0].values.view()(3, 2));
}

} // namespace named_test
