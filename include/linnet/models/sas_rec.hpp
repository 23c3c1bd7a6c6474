// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/core/table.hpp>
#include <linnet/layers/dot.hpp>
#include <linnet/layers/dropout.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/last.hpp>
#include <linnet/layers/layer_norm.hpp>
#include <linnet/layers/position_embedding.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/transformer_block.hpp>

namespace linnet::inline LINNET_ISA::models {

/// What two causal blocks of a transformer make of what a user had, times the vector of an item, which is that of the
/// history, too. Trained by NextItemLoss, at every step of a history at once.
/// Source: Kang, McAuley, "Self-attentive sequential recommendation", ICDM 2018. Its blocks add up what is normalized;
/// these normalize what they read.
template <std::size_t Columns, class History, class Item, class Rate = percent<20>, class... Options>
using SASRec =
    Dot<Sequential<Embedding<History, Columns, Table<"items">, Options...>, PositionEmbedding<History::max_length>,
                   Dropout<Rate>, TransformerBlock<Columns, 1, Rate, Columns, Causal>,
                   TransformerBlock<Columns, 1, Rate, Columns, Causal>, LayerNorm, Last>,
        Embedding<Item, Columns, Table<"items">, Options...>>;

} // namespace linnet::inline LINNET_ISA::models
