// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/layers/table_options.hpp>
#include <linnet/layers/target_attention.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// Deep interest network: the vectors of the item and of `Features` beside what of the user's history matters for this
/// item, through `Deep`, such as Dense layers each behind Dice. `Unit` is the network that weights a step of
/// `History`, which has the ids and the vectors of `Item`.
/// Source: Zhou et al., "Deep interest network for click-through rate prediction", KDD 2018.
template <std::size_t Columns, class Unit, class Deep, class Item, class History, class... Features>
using DIN = Sequential<
    Concat<FieldVector<Features, Columns>..., Embedding<Item, Columns, Table<"item">>,
           TargetAttention<Embedding<Item, Columns, Table<"item">>, Embedding<History, Columns, Table<"item">>, Unit>>,
    Deep, Dense<1>, Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
