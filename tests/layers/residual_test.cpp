// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/residual.hpp>

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/identity.hpp>
#include <linnet/layers/relu.hpp>
#include <linnet/layers/self_attention.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sum.hpp>
#include <linnet/layers/tanh.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/layer_checks.hpp"

namespace residual_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Seen = Embedding<Sequence<"seen", 4, 6>, 5>;
template <std::size_t Columns>
using Unit = Residual<Dense<3>, ReLU, Dense<Columns>>;
using WithUser = Residual<Concat<Identity, Embedding<User, 2>>, Dense<5>>;

/// Has the same bits as Add of an Identity.
template <class L, class Same, class In, class T>
void check_same_as() {
    const LayerResult<T> got = run_layer<L, In, T, 4>({});
    const LayerResult<T> want = run_layer<Same, In, T, 4>({});
    check_same_bits(4, got, want);
}

} // namespace

TEST_CASE_TEMPLATE("Residual adds what its layers put out to its input", T, float, double) {
    const auto naive = [](auto& layer) {
        const NaiveMatrix x{layer.in.view()};
        const NaiveMatrix hidden = naive_map(naive_dense(x, block_of(layer, 0), block_of(layer, 1)),
                                             [](double sum) { return std::max(sum, 0.0); });
        const NaiveMatrix inner = naive_dense(hidden, block_of(layer, 2), block_of(layer, 3));
        return naive_zip(x, inner, [](double a, double b) { return a + b; });
    };
    check_forward<Unit<1>, Shape<1>, T>(naive, 8.0);
    check_forward<Unit<17>, Shape<17>, T>(naive, 32.0);
}

TEST_CASE_TEMPLATE("Residual is the sum of Identity and its layers, to the bit", T, float, double) {
    check_same_as<Unit<9>, Add<Identity, Sequential<Dense<3>, ReLU, Dense<9>>>, Shape<9>, T>();
    check_same_as<Residual<Dense<9>, Tanh>, Add<Identity, Sequential<Dense<9>, Tanh>>, Shape<9>, T>();
    check_same_as<WithUser, Add<Identity, Sequential<Concat<Identity, Embedding<User, 2>>, Dense<5>>>, Shape<5>, T>();
}

TEST_CASE("Residual has the same bits at every width") {
    check_widths<Residual<Tanh>, Shape<1>>();
    check_few_widths<Unit<17>, Shape<17>>();
    check_few_widths<WithUser, Shape<5>>();
}

TEST_CASE("the gradients of Residual are those of central differences") {
    check_gradients_at_one_width<Residual<Tanh>, Shape<7>>();
    check_gradients_at_one_width<Residual<Dense<5>, Tanh>, Shape<5>>();
    check_gradients_at_one_width<WithUser, Shape<5>>();
}

TEST_CASE("Residual keeps the steps of sequences") {
    using Network = Sequential<Seen, Residual<Dense<5>, Tanh>, Residual<SelfAttention<1>>, Sum>;
    check_gradients_at_one_width<Network>();
    check_few_widths<Network>({}, 1e-4);
    check_report(4, check_sample_norms<Network, NoInput, 4>());
    check_report(4, check_sample_norms<Unit<5>, Shape<5>, 4>());
}

TEST_CASE("Residual knows its shape before it is bound") {
    static_assert(std::is_same_v<Unit<5>::output<Shape<5>>, Shape<5>>);
    static_assert(std::is_same_v<Unit<5>::output<Steps<5>>, Steps<5>>);
    static_assert(std::is_same_v<WithUser::features, TypeList<User>>);
    static_assert(!accepts<Unit<5>, Shape<4>>);
    static_assert(!accepts<Unit<5>, NoInput>);
    static_assert(!accepts<Residual<>, Shape<5>>);
    static_assert(!accepts<Residual<Embedding<User, 5>>, Shape<5>>);
    static_assert(!accepts<Residual<int>, Shape<5>>);
    static_assert(!accepts<Residual<Sum>, Steps<5>>);
    const LayerDescription line = first_line<Unit<5>, Shape<5>>();
    CHECK(line.label == "Residual");
    CHECK(line.columns == 5);
    const BoundLayer<Unit<5>, Shape<5>, float, 1> layer{LayerRun{}};
    CHECK(layer.parameters[0].name == "0.kernel");
    CHECK(layer.parameters[3].name == "2.bias");
}

} // namespace residual_test
