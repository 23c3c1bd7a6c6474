// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/table.hpp>
#include <linnet/layers/augru.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/gru.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// Deep interest evolution network: the vectors of the item and of `Features` beside how the user's interests, the
/// states of a GRU over the history, evolve towards this item, through `Deep`. `Unit` is the network that scores a
/// state, as in AUGRU; `History` has the ids and the vectors of `Item`. Without the auxiliary loss of the paper, which
/// would train the states of the GRU to tell the next click from items that were not clicked.
/// Source: Zhou et al., "Deep interest evolution network for click-through rate prediction", AAAI 2019.
template <std::size_t Columns, class Unit, class Deep, class Item, class History, class... Features>
using DIEN = Sequential<Concat<FieldVector<Features, Columns>..., Embedding<Item, Columns, Table<"item">>,
                               AUGRU<Columns, Embedding<Item, Columns, Table<"item">>,
                                     Sequential<Embedding<History, Columns, Table<"item">>, GRU<Columns>>, Unit>>,
                        Deep, Dense<1>, Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
