// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/cross_low_rank.hpp>

#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/testing/sample_norm_check.hpp>

#include "../support/layer_checks.hpp"

namespace cross_low_rank_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using Two = CrossLowRank<2, 3>;

} // namespace

TEST_CASE_TEMPLATE("CrossLowRank multiplies its input by two narrow products of each state and adds the state", T,
                   float, double) {
    const auto naive = [](auto& layer) {
        const NaiveMatrix start{layer.in.view()};
        NaiveMatrix state = start;
        for (std::size_t block = 0; block < layer.parameters.size(); block += 3) {
            const NaiveMatrix low = naive_dense(state, block_of(layer, block), NaiveMatrix(0, 0));
            const NaiveMatrix product = naive_dense(low, block_of(layer, block + 1), block_of(layer, block + 2));
            const NaiveMatrix crossed = naive_zip(start, product, [](double a, double b) { return a * b; });
            state = naive_zip(crossed, state, [](double a, double b) { return a + b; });
        }
        return state;
    };
    check_forward<CrossLowRank<1, 1>, Shape<1>, T>(naive, 30.0);
    check_forward<Two, Shape<5>, T>(naive, 150.0);
    check_forward<CrossLowRank<3, 4>, Shape<17>, T>(naive, 500.0);
}

TEST_CASE("CrossLowRank has the same bits at every width") {
    check_few_widths<CrossLowRank<1, 1>, Shape<1>>({}, 1e-4);
    check_few_widths<Two, Shape<17>>({}, 1e-4);
}

TEST_CASE("the gradients and norms of CrossLowRank are those of central differences") {
    check_gradients_at_one_width<CrossLowRank<1, 1>, Shape<1>>();
    check_gradients_at_one_width<Two, Shape<5>>();
    check_report(4, check_sample_norms<Two, Shape<5>, 4>());
}

TEST_CASE("CrossLowRank knows its shape before it is bound") {
    static_assert(std::is_same_v<Two::output<Shape<5>>, Shape<5>>);
    static_assert(!accepts<Two, NoInput>);
    static_assert(!accepts<CrossLowRank<0, 3>, Shape<5>>);
    static_assert(!accepts<CrossLowRank<2, 0>, Shape<5>>);
    const LayerDescription line = first_line<Two, Shape<5>>();
    CHECK(line.label == "CrossLowRank<2, 3>");
    CHECK(line.columns == 5);
    const BoundLayer<Two, Shape<5>, float, 1> layer{LayerRun{}};
    CHECK(layer.parameters.size() == 6);
    CHECK(layer.parameters[3].name == "1.0.kernel");
    CHECK(layer.parameters[5].name == "1.1.bias");
}

} // namespace cross_low_rank_test
