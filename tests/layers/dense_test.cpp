// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/dense.hpp>

#include <cstddef>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/initializers/constant.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/tanh.hpp>

#include "../support/layer_checks.hpp"

namespace dense_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class L, class In, class T>
void check_dense() {
    const auto naive = [](auto& layer) {
        const NaiveMatrix bias = L::has_bias ? block_of(layer, 1) : NaiveMatrix(0, 0);
        return naive_dense(NaiveMatrix{layer.in.view()}, block_of(layer, 0), bias);
    };
    check_forward<L, In, T>(naive, 4.0 + static_cast<double>(In::columns));
}

// Units 1 have kernels of their own; the others lie around multiples of the widths.
template <class Check>
void for_each_dense(const Check& check) {
    check.template operator()<Dense<1>, Shape<7>>();
    check.template operator()<Dense<1, NoBias>, Shape<50>>();
    check.template operator()<Dense<2>, Shape<1>>();
    check.template operator()<Dense<3, NoBias>, Shape<9>>();
    check.template operator()<Dense<17>, Shape<26>>();
    check.template operator()<Dense<64>, Shape<16>>();
}

} // namespace

TEST_CASE_TEMPLATE("Dense is a matrix product and a bias", T, float, double) {
    for_each_dense([]<class L, class In>() { check_dense<L, In, T>(); });
}

TEST_CASE("Dense has the same bits at every width") {
    for_each_dense([]<class L, class In>() { check_widths<L, In>(); });
}

TEST_CASE("the gradients of Dense are those of central differences") {
    for_each_dense([]<class L, class In>() { check_gradients_at_one_width<L, In>(); });
}

TEST_CASE("Dense takes its options in any order") {
    using Half = Constant<std::ratio<1, 2>>;
    const auto starts = []<class L>() {
        Parameters<double> parameters;
        const Builder<double>::rows_list rows;
        std::uint64_t streams = 0;
        Builder<double> builder{parameters, 1, rows, streams};
        typename L::template Node<double, 1, Shape<2>> node{builder};
        std::vector<double> first;
        for (const auto& block : parameters) {
            first.push_back(block.values.view()(0, 0));
        }
        return first;
    };
    CHECK(starts.template operator()<Dense<3, Half>>() == std::vector{0.5, 0.0});
    CHECK(starts.template operator()<Dense<3, BiasInitializer<Half>, Ones>>() == std::vector{1.0, 0.5});
    CHECK(starts.template operator()<Dense<3, Ones, BiasInitializer<Half>>>() == std::vector{1.0, 0.5});
    CHECK(starts.template operator()<Dense<3, NoBias, Ones>>() == std::vector{1.0});
    CHECK(starts.template operator()<Dense<3, NoBias>>() != std::vector{0.0});
}

TEST_CASE("Dense knows its shape before it is bound") {
    static_assert(std::is_same_v<Dense<3>::output<Shape<5>>, Shape<3>>);
    static_assert(!accepts<Dense<3>, NoInput>);
    static_assert(!accepts<Dense<0>, Shape<5>>);
    static_assert(!accepts<Dense<3, int>, Shape<5>>);
    const LayerDescription line = first_line<Dense<3>, Shape<5>>();
    CHECK(line.label == "Dense<3>");
    CHECK(line.columns == 3);
    CHECK(line.blocks == std::vector<std::size_t>{0, 1});
}

TEST_CASE_TEMPLATE("one sample has the bits that it has in a batch", T, float, double) {
    const auto check = []<class L, class In>() {
        BoundLayer<L, In, T, 4> one{{.batch = 1}};
        BoundLayer<L, In, T, 4> several{{.batch = 5}};
        one.forward();
        several.forward();
        for (std::size_t c = 0; c < one.columns; ++c) {
            CHECK(one.out.view()(0, c) == several.out.view()(0, c));
        }
    };
    check.template operator()<Dense<1>, Shape<41>>();
    check.template operator()<Dense<20>, Shape<41>>();
    check.template operator()<Dense<37>, Shape<41>>();
    check.template operator()<Dense<20>, Shape<300>>();
    check.template operator()<Dense<37>, Shape<300>>();
    check.template operator()<Sequential<Dense<37>, Tanh>, Shape<41>>();
}

} // namespace dense_test
