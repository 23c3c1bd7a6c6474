// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/compressed_interaction.hpp>

#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/testing/sample_norm_check.hpp>

#include "../support/layer_checks.hpp"
#include "../support/torch_crosses.hpp"

namespace compressed_interaction_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// x_k(h, :) of all layers, summed over columns; the rows of `x` are m fields of n columns.
template <class Bound>
NaiveMatrix naive_interaction(const Bound& layer, const NaiveMatrix& x, std::size_t n) {
    const std::size_t m = x.columns / n;
    NaiveMatrix out(x.rows, 0);
    NaiveMatrix state = x;
    for (std::size_t block = 0; block < layer.parameters.size(); ++block) {
        const NaiveMatrix kernel = block_of(layer, block);
        NaiveMatrix next(x.rows, kernel.columns * n);
        NaiveMatrix sums(x.rows, kernel.columns);
        for (std::size_t b = 0; b < x.rows; ++b) {
            for (std::size_t h = 0; h < kernel.columns; ++h) {
                for (std::size_t d = 0; d < n; ++d) {
                    for (std::size_t i = 0; i < state.columns / n; ++i) {
                        for (std::size_t j = 0; j < m; ++j) {
                            next(b, h * n + d) += kernel(i * m + j, h) * state(b, i * n + d) * x(b, j * n + d);
                        }
                    }
                    sums(b, h) += next(b, h * n + d);
                }
            }
        }
        out = naive_concat(out, sums);
        state = next;
    }
    return out;
}

template <std::size_t Columns, std::size_t Fields, class T, std::size_t... Units>
void check() {
    const auto naive = [](auto& layer) { return naive_interaction(layer, NaiveMatrix{layer.in.view()}, Columns); };
    check_forward<CompressedInteraction<Columns, Units...>, Shape<Columns * Fields>, T>(naive, 256.0);
}

using Two = CompressedInteraction<3, 4, 2>;

} // namespace

TEST_CASE_TEMPLATE("CompressedInteraction sums products of fields over columns", T, float, double) {
    check<1, 2, T, 1>();
    check<3, 4, T, 5>();
    check<5, 3, T, 9, 2, 4>();
    check<70, 2, T, 3, 2>(); // more columns than a block has rows
}

TEST_CASE("CompressedInteraction has the same bits at every width") {
    check_few_widths<CompressedInteraction<1, 1>, Shape<2>>();
    check_few_widths<CompressedInteraction<5, 9, 17>, Shape<35>>({}, 1e-3);
    check_widths<Two, Shape<12>>({}, 1e-4);
}

TEST_CASE("the gradients of CompressedInteraction are those of central differences") {
    check_gradients_at_one_width<CompressedInteraction<1, 1>, Shape<2>>();
    check_gradients_at_one_width<Two, Shape<12>>();
    check_gradients_at_one_width<CompressedInteraction<2, 3, 5, 2>, Shape<4>>({.batch = 70});
}

TEST_CASE("the norms of samples are right for CompressedInteraction") {
    for (const std::size_t batch : {1U, 9U}) {
        CAPTURE(batch);
        check_report(4, check_sample_norms<Two, Shape<12>, 4>({.batch = batch}));
        check_report(4, check_sample_norms<CompressedInteraction<1, 3>, Shape<2>, 4>({.batch = batch}));
    }
}

TEST_CASE_TEMPLATE("CompressedInteraction and its gradients are those that PyTorch derives", T, float, double) {
    BoundLayer<Two, Shape<12>, T, 4> layer{{.batch = 3}};
    fill_layer(layer);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::compressed_interaction_out);
    check_golden<T>(layer.d_in.view(), torch_golden::compressed_interaction_d_in);
    check_golden<T>(layer.gradients[0].dense.view(), torch_golden::compressed_interaction_d_kernel_0);
    check_golden<T>(layer.gradients[1].dense.view(), torch_golden::compressed_interaction_d_kernel_1);
}

TEST_CASE("CompressedInteraction knows its shape before it is bound") {
    static_assert(std::is_same_v<Two::output<Shape<12>>, Shape<6>>);
    static_assert(!accepts<Two, NoInput>);
    static_assert(!accepts<Two, Shape<10>>);
    static_assert(!accepts<CompressedInteraction<0, 4>, Shape<12>>);
    static_assert(!accepts<CompressedInteraction<3>, Shape<12>>);
    static_assert(!accepts<CompressedInteraction<3, 4, 0>, Shape<12>>);
    const LayerDescription line = first_line<Two, Shape<12>>();
    CHECK(line.label == "CompressedInteraction<3, 4, 2>");
    CHECK(line.columns == 6);
    const BoundLayer<Two, Shape<12>, float, 1> layer{LayerRun{}};
    CHECK(layer.parameters.size() == 2);
    CHECK(layer.parameters[1].name == "1.kernel");
    CHECK(layer.parameters[1].values.rows() == 16);
}

} // namespace compressed_interaction_test
