// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/layer_norm.hpp>
#include <linnet/layers/multiply.hpp>
#include <linnet/layers/over_fields.hpp>
#include <linnet/layers/relu.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/field_vectors.hpp>
#include <linnet/models/mmoe.hpp>

namespace linnet::inline LINNET_ISA::models {

namespace detail {

/// Blocks side by side. `Inputs` is the width of all vectors together.
template <std::size_t Columns, std::size_t Inputs, std::size_t Units, class Blocks>
struct mask_blocks;
template <std::size_t Columns, std::size_t Inputs, std::size_t Units, std::size_t... Block>
struct mask_blocks<Columns, Inputs, Units, std::index_sequence<Block...>> {
    using mask = Sequential<Dense<2 * Inputs>, ReLU, Dense<Inputs>>;
    using block = Sequential<Multiply<mask, OverFields<Columns, LayerNorm>>, Dense<Units>, LayerNorm, ReLU>;
    using type = Concat<copy_of<Block, block>...>;
};

} // namespace detail

/// `Blocks` mask blocks of `Units` side by side, through `Deep`. A block multiplies the vectors of the features, each
/// normalised, by a mask that is made of all of them, with a hidden layer of twice their width, as in the paper.
/// Source: Wang, She, Zhang, "MaskNet: introducing feature-wise multiplication to CTR ranking models by instance-guided
/// mask", DLP-KDD 2021 (its parallel structure).
template <std::size_t Columns, std::size_t Blocks, std::size_t Units, class Deep, class... Features>
using MaskNet = Sequential<
    FieldVectors<Columns, Features...>,
    typename detail::mask_blocks<Columns, sizeof...(Features) * Columns, Units, std::make_index_sequence<Blocks>>::type,
    Deep, Dense<1>, Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
