// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/core/table.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/dot.hpp>
#include <linnet/layers/dropout.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/gru.hpp>
#include <linnet/layers/last.hpp>
#include <linnet/layers/sequential.hpp>

namespace linnet::inline LINNET_ISA::models {

/// The state of a GRU after what a user had, times the vector of an item, which is that of the history, too. Trained by
/// NextItemLoss, at every step of a history at once.
/// Source: Hidasi, Karatzoglou, Baltrunas, Tikk, "Session-based recommendations with recurrent neural networks", ICLR
/// 2016, with the tied vectors of Hidasi, Karatzoglou, CIKM 2018.
template <std::size_t Columns, class History, class Item, class Rate = percent<20>, class... Options>
using GRU4Rec = Dot<Sequential<Embedding<History, Columns, Table<"items">, Options...>, Dropout<Rate>, GRU<Columns>,
                               Dense<Columns>, Last>,
                    Embedding<Item, Columns, Table<"items">, Options...>>;

} // namespace linnet::inline LINNET_ISA::models
