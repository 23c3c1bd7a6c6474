// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/core/table.hpp>
#include <linnet/initializers/constant.hpp>
#include <linnet/initializers/truncated_normal.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/cloze_mask.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/dot.hpp>
#include <linnet/layers/dropout.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/gelu.hpp>
#include <linnet/layers/last.hpp>
#include <linnet/layers/layer_norm.hpp>
#include <linnet/layers/position_embedding.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/transformer_block.hpp>

namespace linnet::inline LINNET_ISA::models {

/// What two blocks of a transformer, which see all of a history at once, make of a mask behind it, times the vector of
/// an item, which is that of the history, too. Trained by ClozeLoss: of the items of a history, `Masked` are hidden.
/// Source: Sun et al., "BERT4Rec: sequential recommendation with bidirectional encoder representations from
/// transformer", CIKM 2019.
template <std::size_t Columns, class History, class Item, class Masked = percent<20>, std::size_t Heads = 2,
          class Rate = percent<20>, Initializer Init = TruncatedNormal<percent<2>>>
using BERT4Rec = Add<
    Dot<Sequential<Embedding<History, Columns, Table<"items">, Init>, ClozeMask<Masked, Init>,
                   PositionEmbedding<History::max_length + 1, Init>, Dropout<Rate>,
                   TransformerBlock<Columns, Heads, Rate, 4 * Columns, GELU>,
                   TransformerBlock<Columns, Heads, Rate, 4 * Columns, GELU>, LayerNorm, Dense<Columns>, GELU, Last>,
        Embedding<Item, Columns, Table<"items">, Init>>,
    Embedding<Item, 1, Zeros>>;

} // namespace linnet::inline LINNET_ISA::models
