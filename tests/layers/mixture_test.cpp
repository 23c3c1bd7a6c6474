// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/mixture.hpp>

#include <cmath>
#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/slice.hpp>
#include <linnet/layers/softmax.hpp>
#include <linnet/layers/sum.hpp>
#include <linnet/layers/tanh.hpp>

#include "../support/bound_steps_layer.hpp"
#include "../support/layer_checks.hpp"

namespace mixture_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Item = Categorical<"item", 5>;
template <std::size_t Experts>
using Gate = Sequential<Dense<Experts>, Softmax>;
using Three = Mixture<Gate<3>, Dense<9>, Sequential<Dense<9>, Tanh>, Dense<9>>;
using OfFeatures = Mixture<Embedding<User, 2>, Embedding<Item, 5>, Dense<5>>; // a gate without Softmax
using TwoGates = Mixture<Gates<Gate<2>, Dense<2>>, Dense<5>, Sequential<Dense<5>, Tanh>>;
using TwoJoined = Mixture<JoinedGates<Gate<2>, Dense<2>>, Dense<5>, Sequential<Dense<5>, Tanh>>;
using TwoLevels = Sequential<TwoJoined, Mixture<Gate<2>, Sequential<Slice<5, 5>, Dense<4>>, Slice<1, 4>>>;

/// The sum of gate(b, e) times expert e(b, c).
NaiveMatrix naive_mixture(const NaiveMatrix& gate, const std::vector<NaiveMatrix>& experts) {
    NaiveMatrix out(gate.rows, experts[0].columns);
    for (std::size_t b = 0; b < out.rows; ++b) {
        for (std::size_t c = 0; c < out.columns; ++c) {
            for (std::size_t e = 0; e < experts.size(); ++e) {
                out(b, c) += gate(b, e) * experts[e](b, c);
            }
        }
    }
    return out;
}

} // namespace

TEST_CASE_TEMPLATE("Mixture weighs its experts by its gate", T, float, double) {
    const auto dense = [](auto& layer, std::size_t block) {
        return naive_dense(NaiveMatrix{layer.in.view()}, block_of(layer, block), block_of(layer, block + 1));
    };
    const auto tanh = [](double x) { return std::tanh(x); };
    check_forward<Three, Shape<7>, T>(
        [&](auto& layer) {
            return naive_mixture(naive_softmax(dense(layer, 0)),
                                 {dense(layer, 2), naive_map(dense(layer, 4), tanh), dense(layer, 6)});
        },
        16.0);
    const auto two_gates = [&](auto& layer) {
        const std::vector<NaiveMatrix> experts{dense(layer, 4), naive_map(dense(layer, 6), tanh)};
        return naive_concat(naive_mixture(naive_softmax(dense(layer, 0)), experts),
                            naive_mixture(dense(layer, 2), experts));
    };
    check_forward<TwoGates, Shape<3>, T>(two_gates, 16.0);
    check_forward<TwoJoined, Shape<3>, T>(two_gates, 16.0);
}

TEST_CASE("Mixture has the same bits at every width") {
    check_widths<Three, Shape<7>>();
    check_few_widths<OfFeatures, Shape<3>>();
    check_few_widths<TwoGates, Shape<3>>();
    check_few_widths<TwoLevels, Shape<3>>();
}

TEST_CASE("the gradients of Mixture are those of central differences") {
    check_gradients_at_one_width<Three, Shape<7>>();
    check_gradients_at_one_width<OfFeatures, Shape<3>>();
    check_gradients_at_one_width<TwoGates, Shape<3>>();
    check_gradients_at_one_width<TwoLevels, Shape<3>>();
    check_gradients_at_one_width<Mixture<Dense<1>, Dense<17>>, Shape<2>>();
}

TEST_CASE("Mixture mixes the steps of sequences one by one") {
    static_assert(std::is_same_v<Three::output<Steps<4>>, Steps<9>>);
    check_steps_gradients<Three, Steps<4>>({3, 0, 5, 1});
    check_steps_gradients<Mixture<Sequential<Sum, Dense<2>>, Sum, Sequential<Sum, Tanh>>, Steps<4>>({3, 0, 5, 1});
}

TEST_CASE("Mixture knows its shape before it is bound") {
    static_assert(std::is_same_v<Three::output<Shape<7>>, Shape<9>>);
    static_assert(std::is_same_v<TwoGates::output<Shape<7>>, Heads<Shape<5>, Shape<5>>>);
    static_assert(std::is_same_v<TwoJoined::output<Shape<7>>, Shape<10>>, "one matrix");
    static_assert(std::is_same_v<OfFeatures::features, TypeList<User, Item>>);
    static_assert(!accepts<Three, NoInput>);
    static_assert(!accepts<Mixture<Gate<2>, Dense<4>>, Shape<7>>, "the gate is wider than there are experts");
    static_assert(!accepts<Mixture<Gates<Gate<2>, Gate<3>>, Dense<4>, Dense<4>>, Shape<7>>);
    static_assert(!accepts<Mixture<Gate<2>, Dense<4>, Dense<5>>, Shape<7>>);
    static_assert(!accepts<Mixture<Gate<2>>, Shape<7>> && !accepts<Mixture<Gates<>, Dense<2>>, Shape<7>>);
    static_assert(!accepts<Mixture<JoinedGates<>, Dense<2>>, Shape<7>>);
    static_assert(!accepts<Mixture<JoinedGates<Gate<2>, Gate<3>>, Dense<4>, Dense<4>>, Shape<7>>);
    static_assert(!accepts<TwoGates, Steps<4>> && !accepts<TwoJoined, Steps<4>>, "heads are matrices");
    static_assert(!accepts<Mixture<Sequential<Sum, Dense<2>>, Dense<2>, Dense<2>>, Steps<4>>);
    const LayerDescription line = first_line<Three, Shape<7>>();
    CHECK(line.label == "Mixture");
    CHECK(line.columns == 9);
}

} // namespace mixture_test
