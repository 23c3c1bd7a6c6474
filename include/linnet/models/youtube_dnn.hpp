// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/table.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dot.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/embedding_bag.hpp>
#include <linnet/layers/mean.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// The candidate generation of YouTube: the mean of the vectors of what a user had, beside those of the user's
/// `Features`, through `Deep`, which puts out `Columns` units, times the vector of an item. The vectors of the history
/// are those of the items. Trained by SampledSoftmaxCrossEntropy.
/// Source: Covington, Adams, Sargin, "Deep neural networks for YouTube recommendations", RecSys 2016.
template <std::size_t Columns, class Deep, class History, class Item, class... Features>
using YouTubeDNN = Dot<
    Sequential<Concat<EmbeddingBag<History, Columns, Mean, Table<"items">>, FieldVector<Features, Columns>...>, Deep>,
    Embedding<Item, Columns, Table<"items">>>;

} // namespace linnet::inline LINNET_ISA::models
