// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/position_embedding.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/sequence.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sum.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/bound_steps_layer.hpp"

namespace position_embedding_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <std::size_t Length, std::size_t Columns, class T>
void check_values() {
    for (const Lengths& lengths : every_lengths()) {
        CAPTURE(steps_of(lengths));
        BoundStepsLayer<PositionEmbedding<Length>, Steps<Columns>, T, one_width<T>> layer{lengths};
        layer.forward();
        NaiveMatrix want{layer.in_view().values};
        const NaiveMatrix table{layer.numbers.parameters[0].values.view()};
        std::size_t step = 0;
        for (const std::size_t length : lengths) {
            for (std::size_t after = length; after-- > 0; ++step) {
                for (std::size_t c = 0; c < Columns; ++c) {
                    want(step, c) += table(std::min(after, Length - 1), c);
                }
            }
        }
        CHECK(layer.intact());
        CHECK(largest_difference(elements<T>(layer.out.view()), want.elements) <=
              2 * static_cast<double>(std::numeric_limits<T>::epsilon()));
    }
}

} // namespace

TEST_CASE_TEMPLATE("PositionEmbedding adds a vector for the place, counted from the end", T, float, double) {
    check_values<1, 1, T>();
    check_values<16, 17, T>();
    check_values<200, 4, T>();
}

TEST_CASE("PositionEmbedding has the same bits at every width") {
    check_steps_widths<PositionEmbedding<16>, Steps<17>>(1e-4);
}

TEST_CASE("the gradients of PositionEmbedding are those of central differences") {
    check_steps_gradients<PositionEmbedding<1>, Steps<1>>({3, 0, 5, 1, 3});
    check_steps_gradients<PositionEmbedding<4>, Steps<3>>({3, 0, 5, 1, 4});
}

TEST_CASE("the norms of samples are right for PositionEmbedding") {
    using Seen = Embedding<Sequence<"seen", 4, 6>, 3>;
    for (const std::size_t batch : {1U, 9U}) {
        CAPTURE(batch);
        check_report(4, check_sample_norms<Sequential<Seen, PositionEmbedding<3>, Sum>, NoInput, 4>({.batch = batch}));
        check_report(4, check_sample_norms<Sequential<Seen, PositionEmbedding<8>, Sum>, NoInput, 4>({.batch = batch}));
    }
}

TEST_CASE("PositionEmbedding knows its shape before it is bound") {
    static_assert(std::is_same_v<PositionEmbedding<3>::output<Steps<5>>, Steps<5>>);
    static_assert(!accepts<PositionEmbedding<3>, NoInput>);
    static_assert(!accepts<PositionEmbedding<3>, Shape<5>>);
    static_assert(!accepts<PositionEmbedding<0>, Steps<5>>);
    const LayerDescription line = first_line_of_steps<PositionEmbedding<3>, Steps<5>>();
    CHECK(line.label == "PositionEmbedding<3>");
    CHECK(line.columns == 5);
    CHECK(line.blocks == std::vector<std::size_t>{0});
}

} // namespace position_embedding_test
