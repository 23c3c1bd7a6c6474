// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <ratio>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/dot.hpp>
#include <linnet/layers/identity.hpp>
#include <linnet/layers/multiply.hpp>
#include <linnet/layers/relu.hpp>
#include <linnet/layers/rescaling.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/layers/slice.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// A stream of FinalMLP: `Deep` over the vectors of all features, after they are gated by `Context`, some of the
/// features, with a hidden layer of `Units`. Without `Context` they are not gated.
template <class Deep, std::size_t Units, class... Context>
struct GatedStream;

namespace detail {

template <std::size_t Columns, std::size_t Inputs, class Stream>
struct final_mlp_stream;
template <std::size_t Columns, std::size_t Inputs, class Deep, std::size_t Units, class... Context>
struct final_mlp_stream<Columns, Inputs, GatedStream<Deep, Units, Context...>> {
    using gate = Sequential<FieldVectors<Columns, Context...>, Dense<Units>, ReLU, Dense<Inputs>, Sigmoid,
                            Rescaling<std::ratio<2>>>;
    using type = Sequential<Multiply<Identity, gate>, Deep>;
    static constexpr std::size_t columns = output_of<Deep, Shape<Inputs>>::columns;
};
template <std::size_t Columns, std::size_t Inputs, class Deep, std::size_t Units>
struct final_mlp_stream<Columns, Inputs, GatedStream<Deep, Units>> {
    using type = Deep;
    static constexpr std::size_t columns = output_of<Deep, Shape<Inputs>>::columns;
};

/// b + w . (x | y) + sum over heads of x_h kernel_h . y_h, for [x | y] of `First` and `Second` columns.
template <std::size_t First, std::size_t Second, class Heads>
struct bilinear_fusion;
template <std::size_t First, std::size_t Second, std::size_t... Head>
struct bilinear_fusion<First, Second, std::index_sequence<Head...>> {
    static constexpr std::size_t x = First / sizeof...(Head);
    static constexpr std::size_t y = Second / sizeof...(Head);
    static_assert(x * sizeof...(Head) == First && y * sizeof...(Head) == Second,
                  "linnet: the number of heads of FinalMLP must divide the columns of each of its streams.");
    using type = Add<Dense<1>, Dot<Sequential<Slice<Head * x, x>, Dense<y, NoBias>>, Slice<First + Head * y, y>>...>;
};

template <std::size_t Columns, std::size_t Heads, class First, class Second, std::size_t Inputs>
struct final_mlp {
    using first = final_mlp_stream<Columns, Inputs, First>;
    using second = final_mlp_stream<Columns, Inputs, Second>;
    using type =
        Sequential<Concat<typename first::type, typename second::type>,
                   typename bilinear_fusion<first::columns, second::columns, std::make_index_sequence<Heads>>::type>;
};

} // namespace detail

/// Two streams, `First` and `Second`, each a GatedStream, over the vectors of the features; their outputs are fused by
/// a linear and a bilinear form, which divides them into `Heads`.
/// Source: Mao et al., "FinalMLP: an enhanced two-stream MLP model for CTR prediction", AAAI 2023.
template <std::size_t Columns, std::size_t Heads, class First, class Second, class... Features>
using FinalMLP =
    Sequential<FieldVectors<Columns, Features...>,
               typename detail::final_mlp<Columns, Heads, First, Second, sizeof...(Features) * Columns>::type, Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
