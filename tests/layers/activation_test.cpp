// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/activation.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/layers/dense.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/simd/pack.hpp>

#include "../support/layer_checks.hpp"

namespace activation_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// Twice its input.
struct DoubleFunction {
    static constexpr std::string_view name = "Double";
    template <class T, std::size_t W>
    static pack<T, W> value(const pack<T, W>& x) {
        return x + x;
    }
    template <class T, std::size_t W>
    static pack<T, W> d_input(const pack<T, W>&, const pack<T, W>& d_y) {
        return d_y + d_y;
    }
};
struct Double : linnet::detail::Activation<DoubleFunction> {
    static constexpr std::string_view name = "Double";
};

/// The square of its input, which its output does not tell.
struct SquareFunction {
    static constexpr std::string_view name = "Square";
    static constexpr bool keeps_input = true;
    template <class T, std::size_t W>
    static pack<T, W> value(const pack<T, W>& x) {
        return x * x;
    }
    template <class T, std::size_t W>
    static pack<T, W> d_input(const pack<T, W>& x, const pack<T, W>& d_y) {
        return (x + x) * d_y;
    }
};
struct Square : linnet::detail::Activation<SquareFunction> {
    static constexpr std::string_view name = "Square";
};

template <class L>
inline constexpr bool is_known_by_function = requires { typename L::function; };

} // namespace

TEST_CASE("an activation is made of a function and its derivative in terms of its output") {
    static_assert(Layer<Double>);
    const auto naive = [](auto& layer) {
        return naive_map(NaiveMatrix{layer.in.view()}, [](double x) { return 2 * x; });
    };
    check_forward<Double, Shape<5>, float>(naive, 0.0);
    check_widths<Double, Shape<5>>();
    check_gradients_at_one_width<Double, Shape<5>>();
    CHECK(first_line<Double, Shape<5>>().label == "Double");
}

TEST_CASE("an activation may be made of a derivative in terms of its input, behind a Dense, too") {
    static_assert(Layer<Square>);
    const auto square = [](double x) { return x * x; };
    check_forward<Square, Shape<5>, float>([&](auto& layer) { return naive_map(NaiveMatrix{layer.in.view()}, square); },
                                           1.0);
    check_widths<Square, Shape<5>>();
    check_gradients_at_one_width<Square, Shape<5>>();
    CHECK(first_line<Square, Shape<5>>().label == "Square");
    using BehindDense = Sequential<Dense<9>, Square>;
    check_forward<BehindDense, Shape<5>, float>(
        [&](auto& layer) {
            const NaiveMatrix sums = naive_dense(NaiveMatrix{layer.in.view()}, block_of(layer, 0), block_of(layer, 1));
            return naive_map(sums, square);
        },
        64.0);
    check_widths<BehindDense, Shape<5>>();
    check_gradients_at_one_width<BehindDense, Shape<5>>();
    check_gradients_at_one_width<Sequential<Dense<1>, Square, Double>, Shape<5>>();
}

TEST_CASE("only an activation that keeps the order of its inputs is known by its function") {
    static_assert(std::is_same_v<Double::function, DoubleFunction>);
    static_assert(!is_known_by_function<Square>);
}

TEST_CASE("layers without parameters keep the shape of their input and hand errors on") {
    using Wrong = ShapeError<void>;
    static_assert(std::is_same_v<linnet::same_shape<Double, Shape<3>>, Shape<3>>);
    static_assert(std::is_same_v<linnet::same_shape<Double, Wrong>, Wrong>);
    static_assert(linnet::is_shape_error<linnet::same_shape<Double, NoInput>>);
}

} // namespace activation_test
