// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/pairwise_dot.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/identity.hpp>

#include "../support/layer_checks.hpp"

namespace pairwise_dot_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Item = Categorical<"item", 5>;

/// The input and two tables, as in DLRM; seven branches are more rows than are multiplied at once.
template <std::size_t Columns>
using Three = PairwiseDot<Identity, Embedding<User, Columns>, Embedding<Item, Columns>>;
template <std::size_t Columns>
using Seven = PairwiseDot<Embedding<User, Columns>, Identity, Embedding<Item, Columns>, Embedding<User, Columns>,
                          Embedding<User, Columns>, Embedding<Item, Columns>, Identity>;

} // namespace

TEST_CASE_TEMPLATE("PairwiseDot is every two branches' product, below the diagonal", T, float, double) {
    const auto naive = [](auto& layer) {
        const NaiveMatrix x{layer.in.view()};
        const NaiveMatrix user = naive_embedding(block_of(layer, 0), std::get<0>(layer.batch().columns));
        const NaiveMatrix item = naive_embedding(block_of(layer, 1), std::get<1>(layer.batch().columns));
        return naive_concat(naive_concat(naive_dot(user, x), naive_dot(item, x)), naive_dot(item, user));
    };
    check_forward<Three<1>, Shape<1>, T>(naive, 4.0);
    check_forward<Three<16>, Shape<16>, T>(naive, 20.0);
    check_forward<Three<50>, Shape<50>, T>(naive, 50.0);
}

TEST_CASE_TEMPLATE("PairwiseDot of many branches keeps their order", T, float, double) {
    const auto naive = [](auto& layer) {
        const NaiveMatrix x{layer.in.view()};
        const auto table = [&](std::size_t block, bool user) {
            return user ? naive_embedding(block_of(layer, block), std::get<0>(layer.batch().columns))
                        : naive_embedding(block_of(layer, block), std::get<1>(layer.batch().columns));
        };
        const std::vector<NaiveMatrix> branches{table(0, true),  x, table(1, false), table(2, true), table(3, true),
                                                table(4, false), x};
        NaiveMatrix all = naive_dot(branches[1], branches[0]);
        for (std::size_t i = 2; i < branches.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                all = naive_concat(all, naive_dot(branches[i], branches[j]));
            }
        }
        return all;
    };
    check_forward<Seven<9>, Shape<9>, T>(naive, 20.0);
}

TEST_CASE("PairwiseDot has the same bits at every width") {
    check_widths<Seven<9>, Shape<9>>();
    check_few_widths<Three<50>, Shape<50>>();
}

TEST_CASE("the gradients of PairwiseDot are those of central differences") {
    check_gradients_at_one_width<Three<9>, Shape<9>>();
    check_gradients_at_one_width<Seven<3>, Shape<3>>();
}

TEST_CASE("PairwiseDot knows its shape before it is bound") {
    static_assert(std::is_same_v<Seven<9>::output<Shape<9>>, Shape<21>>);
    static_assert(std::is_same_v<Three<9>::features, TypeList<User, Item>>);
    static_assert(!accepts<Three<9>, Shape<8>>);
    static_assert(!accepts<Three<9>, NoInput>);
    static_assert(!accepts<PairwiseDot<>, Shape<9>>);
    static_assert(!accepts<PairwiseDot<Identity>, Shape<9>>);
    static_assert(!accepts<PairwiseDot<Identity, int>, Shape<9>>);
    const LayerDescription line = first_line<Three<9>, Shape<9>>();
    CHECK(line.label == "PairwiseDot");
    CHECK(line.columns == 3);
}

} // namespace pairwise_dot_test
