// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/slice.hpp>

#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/sequence.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/gru.hpp>
#include <linnet/layers/identity.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sum.hpp>
#include <linnet/layers/tanh.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/bound_steps_layer.hpp"

namespace slice_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using Seen = Embedding<Sequence<"seen", 4, 6>, 5>;

/// Columns from the middle, the start and the end, each of which another layer reads where they lie.
using Parts = Sequential<Dense<19>, Concat<Sequential<Slice<1, 17>, Tanh>, Sequential<Slice<0, 3>, Dense<2>>,
                                           Sequential<Slice<16, 3>, Slice<1, 2>, Tanh>>>;

template <std::size_t First, std::size_t Count, std::size_t Columns, class T>
void check_values() {
    check_forward<Slice<First, Count>, Shape<Columns>, T>(
        [](auto& layer) {
            const NaiveMatrix in{layer.in.view()};
            NaiveMatrix out(in.rows, Count);
            for (std::size_t b = 0; b < in.rows; ++b) {
                for (std::size_t c = 0; c < Count; ++c) {
                    out(b, c) = in(b, First + c);
                }
            }
            return out;
        },
        0.0);
}

} // namespace

TEST_CASE_TEMPLATE("Slice takes some columns", T, float, double) {
    check_values<0, 1, 1, T>();
    check_values<0, 16, 19, T>();
    check_values<2, 17, 19, T>();
    check_values<18, 1, 19, T>();
}

TEST_CASE("Slice has the same bits at every width, and the gradients of central differences") {
    check_widths<Slice<2, 5>, Shape<9>>();
    check_few_widths<Parts, Shape<3>>();
    check_gradients_at_one_width<Slice<2, 5>, Shape<9>>();
    check_gradients_at_one_width<Slice<0, 7>, Shape<7>>();
    check_gradients_at_one_width<Parts, Shape<3>>();
    check_report(4, check_sample_norms<Parts, Shape<3>, 4>());
}

TEST_CASE("Slice takes columns of each step") {
    using Network = Sequential<Seen, Slice<1, 3>, GRU<2>, Slice<1, 1>, Sum>;
    check_gradients_at_one_width<Network>();
    check_few_widths<Network>();
    check_report(4, check_sample_norms<Network, NoInput, 4>());
    check_steps_gradients<Slice<1, 2>, Steps<4>>({3, 0, 2});
}

TEST_CASE("a layer reads a Slice where it lies") {
    BoundLayer<Slice<2, 5>, Shape<9>, float, 4> layer{LayerRun{}};
    const linnet::ForwardContext<float, decltype(layer)::batch_type> context{layer.parameters, layer.batch()};
    const auto given = layer.node.give(InPlaceForm{}, context, layer.in.view(), 7, layer.workspace);
    CHECK(given.data == layer.in.view().data + 2);
    CHECK(given.columns == 5);
}

TEST_CASE("Slice knows its shape before it is bound") {
    static_assert(std::is_same_v<Slice<2, 5>::output<Shape<7>>, Shape<5>>);
    static_assert(std::is_same_v<Slice<2, 5>::output<Steps<8>>, Steps<5>>);
    static_assert(!accepts<Slice<2, 5>, Shape<6>>);
    static_assert(!accepts<Slice<7, 0>, Shape<7>>);
    static_assert(!accepts<Slice<8, static_cast<std::size_t>(-3)>, Shape<7>>);
    static_assert(!accepts<Slice<0, 1>, NoInput>);
    const LayerDescription line = first_line<Slice<2, 5>, Shape<9>>();
    CHECK(line.label == "Slice<2, 5>");
    CHECK(line.columns == 5);
}

} // namespace slice_test
