// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/dropout.hpp>
#include <linnet/layers/embedding_bag.hpp>
#include <linnet/layers/gaussian_sample.hpp>
#include <linnet/layers/identity.hpp>
#include <linnet/layers/outputs.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/softmax.hpp>
#include <linnet/layers/sqrt_n.hpp>
#include <linnet/layers/tanh.hpp>

namespace linnet::inline LINNET_ISA::models {

/// A variational autoencoder of what a user had: as MultDAE, but the list becomes a normal distribution of `Latent`
/// columns, of which training draws and prediction takes the mean. The first head is the softmax over the `Items` rows
/// of the catalogue, the second what the distribution is. Trained by `Losses<Multinomial<List>, KlDivergence>`, the
/// weight of the second growing from 0 to about .2 (`Trainer::loss`). Shape: `batch x (Items + 2 Latent)`.
/// Source: Liang, Krishnan, Hoffman, Jebara, "Variational autoencoders for collaborative filtering", WWW 2018.
template <std::size_t Items, class List, std::size_t Hidden = 600, std::size_t Latent = 200, class Rate = percent<50>>
using MultVAE = Sequential<EmbeddingBag<List, Hidden, SqrtN, Dropout<Rate>>, Tanh, Dense<2 * Latent>,
                           Outputs<Sequential<GaussianSample, Dense<Hidden>, Tanh, Dense<Items>, Softmax>, Identity>>;

} // namespace linnet::inline LINNET_ISA::models
