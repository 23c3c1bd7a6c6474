// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/bilinear_interaction.hpp>

#include <cstddef>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/layer_checks.hpp"
#include "../support/naive_fields.hpp"
#include "../support/torch_interactions_golden.hpp"
#include "../support/torch_layers.hpp"

namespace bilinear_interaction_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Item = Categorical<"item", 5>;
template <class Kind>
using OfTables =
    Sequential<Concat<Embedding<User, 3>, Embedding<Item, 3>, Embedding<User, 3>>, BilinearInteraction<3, Kind>>;

/// Calls `check.operator()<columns, fields, Kind>()`.
template <class Check>
void for_each_kind_and_size(const Check& check) {
    const auto of = [&]<class Kind>() {
        check.template operator()<1, 2, Kind>();
        check.template operator()<3, 4, Kind>();
        check.template operator()<10, 3, Kind>();
    };
    of.template operator()<BilinearAll>();
    of.template operator()<BilinearEach>();
    of.template operator()<BilinearPair>();
}

/// Kernel `number` of the blocks of n x n below each other.
NaiveMatrix kernel_at(const NaiveMatrix& kernels, std::size_t number) {
    const std::size_t n = kernels.columns;
    NaiveMatrix kernel(n, n);
    for (std::size_t r = 0; r < n; ++r) {
        for (std::size_t c = 0; c < n; ++c) {
            kernel(r, c) = kernels(number * n + r, c);
        }
    }
    return kernel;
}

template <class Kind>
NaiveMatrix naive_bilinear(const NaiveMatrix& x, const NaiveMatrix& kernels) {
    const std::size_t n = kernels.columns;
    const NaiveMatrix no_bias(0, n);
    NaiveMatrix all(x.rows, 0);
    std::size_t pair = 0;
    for (std::size_t i = 1; i < x.columns / n; ++i) {
        for (std::size_t j = 0; j < i; ++j, ++pair) {
            const std::size_t number = std::is_same_v<Kind, BilinearAll>    ? 0
                                       : std::is_same_v<Kind, BilinearEach> ? j
                                                                            : pair;
            const NaiveMatrix left = naive_dense(naive_field(x, n, j), kernel_at(kernels, number), no_bias);
            all = naive_concat(all, naive_zip(left, naive_field(x, n, i), [](double a, double b) { return a * b; }));
        }
    }
    return all;
}

} // namespace

TEST_CASE_TEMPLATE("BilinearInteraction multiplies one of two fields by a kernel first", T, float, double) {
    for_each_kind_and_size([]<std::size_t N, std::size_t M, class Kind>() {
        const auto naive = [](auto& layer) {
            return naive_bilinear<Kind>(NaiveMatrix{layer.in.view()}, block_of(layer, 0));
        };
        check_forward<BilinearInteraction<N, Kind>, Shape<N * M>, T>(naive, 10.0);
    });
}

TEST_CASE("BilinearInteraction has the same bits at every width") {
    for_each_kind_and_size([]<std::size_t N, std::size_t M, class Kind>() {
        check_few_widths<BilinearInteraction<N, Kind>, Shape<N * M>>({}, 3e-5);
    });
    check_widths<BilinearInteraction<10>, Shape<30>>({}, 3e-5);
    check_few_widths<BilinearInteraction<17, BilinearAll>, Shape<51>>({}, 3e-5);
}

TEST_CASE("the gradients of BilinearInteraction are those of central differences") {
    for_each_kind_and_size([]<std::size_t N, std::size_t M, class Kind>() {
        check_gradients_at_one_width<BilinearInteraction<N, Kind>, Shape<N * M>>();
    });
    check_gradients_at_one_width<BilinearInteraction<3>, Shape<15>>();
    check_gradients_at_one_width<OfTables<BilinearAll>>();
}

TEST_CASE("BilinearInteraction knows the norms of the gradients of samples") {
    for_each_kind_and_size([]<std::size_t N, std::size_t M, class Kind>() {
        if constexpr (N < 10) {
            CHECK(check_sample_norms<BilinearInteraction<N, Kind>, Shape<N * M>, 4>());
        }
    });
    CHECK(check_sample_norms<OfTables<BilinearAll>, NoInput, 4>());
    CHECK(check_sample_norms<OfTables<BilinearPair>, NoInput, 4>());
}

TEST_CASE_TEMPLATE("BilinearInteraction and its gradients are PyTorch's", T, float, double) {
    const auto check = []<class Kind>(const auto& out, const auto& d_in, const auto& d_kernel) {
        BoundLayer<BilinearInteraction<3, Kind>, Shape<12>, T, 4> layer{{.batch = 2}};
        fill_golden(layer.in.view(), 0);
        fill_golden(layer.d_out.view(), 1);
        fill_golden(layer.parameters[0].values.view(), 2);
        layer.forward();
        layer.backward();
        check_golden<T>(layer.out.view(), out);
        check_golden<T>(layer.d_in.view(), d_in);
        check_golden<T>(layer.gradients[0].dense.view(), d_kernel);
    };
    check.template operator()<BilinearAll>(torch_golden::bilinear_all_out, torch_golden::bilinear_all_d_in,
                                           torch_golden::bilinear_all_d_kernel);
    check.template operator()<BilinearEach>(torch_golden::bilinear_each_out, torch_golden::bilinear_each_d_in,
                                            torch_golden::bilinear_each_d_kernel);
    check.template operator()<BilinearPair>(torch_golden::bilinear_pair_out, torch_golden::bilinear_pair_d_in,
                                            torch_golden::bilinear_pair_d_kernel);
}

TEST_CASE("BilinearInteraction knows its shape before it is bound") {
    static_assert(std::is_same_v<BilinearInteraction<3>, BilinearInteraction<3, BilinearPair>>);
    static_assert(std::is_same_v<BilinearInteraction<3>::output<Shape<12>>, Shape<18>>);
    static_assert(std::is_same_v<BilinearInteraction<3, BilinearAll>::output<Shape<12>>, Shape<18>>);
    static_assert(!accepts<BilinearInteraction<3>, NoInput>);
    static_assert(!accepts<BilinearInteraction<3>, Shape<3>>);
    static_assert(!accepts<BilinearInteraction<3>, Shape<8>>);
    static_assert(!accepts<BilinearInteraction<3, int>, Shape<12>>);
    static_assert(is_shape_error<output_of<BilinearInteraction<3>, Steps<12>>>);
    const auto rows_of_kernels = []<class Kind>() {
        const BoundLayer<BilinearInteraction<3, Kind>, Shape<12>, float, 1> layer{LayerRun{}};
        return layer.parameters[0].values.rows();
    };
    CHECK(rows_of_kernels.operator()<BilinearAll>() == 3);
    CHECK(rows_of_kernels.operator()<BilinearEach>() == 9);
    CHECK(rows_of_kernels.operator()<BilinearPair>() == 18);
    const LayerDescription line = first_line<BilinearInteraction<3, BilinearEach>, Shape<12>>();
    CHECK(line.label == "BilinearInteraction<3, each>");
    CHECK(line.columns == 18);
    CHECK(line.blocks == std::vector<std::size_t>{0});
}

} // namespace bilinear_interaction_test
