// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/dropout.hpp>
#include <linnet/layers/embedding_bag.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/softmax.hpp>
#include <linnet/layers/sqrt_n.hpp>
#include <linnet/layers/tanh.hpp>

namespace linnet::inline LINNET_ISA::models {

/// An autoencoder of what a user had, with some of it left out in training: the list, of length 1 as a vector, to a
/// hidden layer and back to a softmax over the `Items` rows of the catalogue. The first layer has no bias. Trained by
/// Multinomial<List>. Shape: `batch x Items`.
/// Source: Liang, Krishnan, Hoffman, Jebara, "Variational autoencoders for collaborative filtering", WWW 2018.
template <std::size_t Items, class List, std::size_t Hidden = 200, class Rate = percent<50>>
using MultDAE = Sequential<EmbeddingBag<List, Hidden, SqrtN, Dropout<Rate>>, Tanh, Dense<Items>, Softmax>;

} // namespace linnet::inline LINNET_ISA::models
