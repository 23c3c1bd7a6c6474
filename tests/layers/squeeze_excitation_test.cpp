// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/squeeze_excitation.hpp>

#include <algorithm>
#include <cstddef>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/sequence.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/sum.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/layer_checks.hpp"
#include "../support/torch_crosses.hpp"

namespace squeeze_excitation_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <std::size_t Columns>
NaiveMatrix naive_squeeze_excitation(NaiveMatrix x, const NaiveMatrix& squeeze, const NaiveMatrix& excite) {
    NaiveMatrix means(x.rows, x.columns / Columns);
    for (std::size_t r = 0; r < x.rows; ++r) {
        for (std::size_t c = 0; c < x.columns; ++c) {
            means(r, c / Columns) += x(r, c) / static_cast<double>(Columns);
        }
    }
    const auto relu = [](double sum) { return std::max(sum, 0.0); };
    const NaiveMatrix narrow = naive_map(naive_dense(means, squeeze, NaiveMatrix(0, 0)), relu);
    const NaiveMatrix weights = naive_map(naive_dense(narrow, excite, NaiveMatrix(0, 0)), relu);
    for (std::size_t r = 0; r < x.rows; ++r) {
        for (std::size_t c = 0; c < x.columns; ++c) {
            x(r, c) *= weights(r, c / Columns);
        }
    }
    return x;
}

template <std::size_t Columns, std::size_t Fields, std::size_t Reduction, class T>
void check() {
    const auto naive = [](auto& layer) {
        return naive_squeeze_excitation<Columns>(NaiveMatrix{layer.in.view()}, block_of(layer, 0), block_of(layer, 1));
    };
    using L = SqueezeExcitation<Columns, Reduction>;
    check_forward<L, Shape<Columns * Fields>, T>(naive, 32.0);
    const BoundLayer<L, Shape<Columns * Fields>, T, 1> layer{LayerRun{}};
    CHECK(layer.parameters[0].values.columns() == std::max<std::size_t>(1, Fields / Reduction));
}

} // namespace

TEST_CASE_TEMPLATE("SqueezeExcitation weights each field by what two layers make of the means of all", T, float,
                   double) {
    check<1, 2, 3, T>();
    check<3, 2, 3, T>(); // a third of two fields is one, too
    check<9, 7, 2, T>();
}

TEST_CASE("SqueezeExcitation has the same bits at every width") {
    check_few_widths<SqueezeExcitation<1>, Shape<2>>();
    check_few_widths<SqueezeExcitation<9, 2>, Shape<63>>();
    check_widths<SqueezeExcitation<3, 1>, Shape<6>>();
}

TEST_CASE("the gradients of SqueezeExcitation are those of central differences") {
    check_gradients_at_one_width<SqueezeExcitation<1>, Shape<2>>();
    check_gradients_at_one_width<SqueezeExcitation<3, 1>, Shape<6>>();
    check_gradients_at_one_width<SqueezeExcitation<5, 2>, Shape<35>>();
}

TEST_CASE("the norms of samples are right for SqueezeExcitation") {
    using Seen = Embedding<Sequence<"seen", 4, 6>, 6>;
    for (const std::size_t batch : {1U, 9U}) {
        CAPTURE(batch);
        check_report(4, check_sample_norms<SqueezeExcitation<3, 1>, Shape<6>, 4>({.batch = batch}));
        using Network = Sequential<Seen, SqueezeExcitation<3, 1>, Sum>;
        check_report(4, check_sample_norms<Network, NoInput, 4>({.batch = batch}));
    }
}

TEST_CASE_TEMPLATE("SqueezeExcitation and its gradients are those that PyTorch derives", T, float, double) {
    BoundLayer<SqueezeExcitation<2, 2>, Shape<10>, T, 4> layer{{.batch = 3}};
    fill_layer(layer);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::squeeze_excitation_out);
    check_golden<T>(layer.d_in.view(), torch_golden::squeeze_excitation_d_in);
    check_golden<T>(layer.gradients[0].dense.view(), torch_golden::squeeze_excitation_d_squeeze);
    check_golden<T>(layer.gradients[1].dense.view(), torch_golden::squeeze_excitation_d_excite);
}

TEST_CASE("SqueezeExcitation knows its shape before it is bound") {
    static_assert(std::is_same_v<SqueezeExcitation<3>::output<Shape<12>>, Shape<12>>);
    static_assert(!accepts<SqueezeExcitation<3>, NoInput>);
    static_assert(!accepts<SqueezeExcitation<3>, Shape<10>>);
    static_assert(!accepts<SqueezeExcitation<0>, Shape<12>>);
    static_assert(!accepts<SqueezeExcitation<3, 0>, Shape<12>>);
    const LayerDescription line = first_line<SqueezeExcitation<3>, Shape<12>>();
    CHECK(line.label == "SqueezeExcitation<3>");
    CHECK(line.columns == 12);
    const BoundLayer<SqueezeExcitation<3>, Shape<12>, float, 1> layer{LayerRun{}};
    CHECK(layer.parameters.size() == 2);
    CHECK(layer.parameters[0].name == "0.kernel");
    CHECK(layer.parameters[1].name == "2.kernel");
}

} // namespace squeeze_excitation_test
