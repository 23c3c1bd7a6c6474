// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/core/table.hpp>
#include <linnet/initializers/random_normal.hpp>
#include <linnet/layers/dot.hpp>
#include <linnet/layers/dropout.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/last.hpp>
#include <linnet/layers/layer_norm.hpp>
#include <linnet/layers/position_embedding.hpp>
#include <linnet/layers/relu.hpp>
#include <linnet/layers/rescaling.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/transformer_block.hpp>

namespace linnet::inline LINNET_ISA::models {

/// What two causal blocks of a transformer make of what a user had, times the vector of an item, which is that of the
/// history, too. `Scale` is a ratio near the root of the columns, by which the vectors of the history are multiplied:
/// without it, places would outweigh items. Trained by NextItemLoss, at every step of a history at once.
/// Source: Kang, McAuley, "Self-attentive sequential recommendation", ICDM 2018; its keys and values are those of steps
/// before their LayerNorm, and its Dropout is on the weights of the attention.
template <std::size_t Columns, class History, class Item, class Scale, class Rate = percent<20>,
          Initializer Init = RandomNormal<percent<3>>>
using SASRec = Dot<Sequential<Embedding<History, Columns, Table<"items">, Init>, Rescaling<Scale>,
                              PositionEmbedding<History::max_length, Init>, Dropout<Rate>,
                              TransformerBlock<Columns, 1, Rate, Columns, ReLU, Causal>,
                              TransformerBlock<Columns, 1, Rate, Columns, ReLU, Causal>, LayerNorm, Last>,
                   Embedding<Item, Columns, Table<"items">, Init>>;

} // namespace linnet::inline LINNET_ISA::models
