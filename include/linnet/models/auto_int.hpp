// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/over_fields.hpp>
#include <linnet/layers/relu.hpp>
#include <linnet/layers/residual.hpp>
#include <linnet/layers/self_attention.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// Interacting layers, each with so many heads: SelfAttention over the vectors of the features, added to them, and
/// ReLU. Shape: `batch x m Columns` -> `batch x m Columns`.
template <std::size_t Columns, std::size_t... Heads>
using InteractingLayers = OverFields<Columns, Sequential<Residual<SelfAttention<Heads>>, ReLU>...>;

/// The vectors of the features through `Interaction`, such as `InteractingLayers<16, 2, 2, 2>`.
/// Source: Song et al., "AutoInt: automatic feature interaction learning via self-attentive neural networks", CIKM
/// 2019, with the attention of PyTorch: products are divided by the root of the columns of a head, heads are projected.
template <std::size_t Columns, class Interaction, class... Features>
using AutoInt = Sequential<FieldVectors<Columns, Features...>, Interaction, Dense<1>, Sigmoid>;

/// The same beside `Deep` over the same vectors, as in section 5.5 of the paper.
template <std::size_t Columns, class Interaction, class Deep, class... Features>
using AutoIntPlus = Sequential<FieldVectors<Columns, Features...>,
                               Add<Sequential<Interaction, Dense<1>>, Sequential<Deep, Dense<1>>>, Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
