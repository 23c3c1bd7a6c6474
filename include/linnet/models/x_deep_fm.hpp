// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/compressed_interaction.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// Interactions of any order between features, vector by vector, in `Interaction`, a CompressedInteraction, beside
/// `Deep` over the same vectors. Source: Lian et al., "xDeepFM: combining explicit and implicit feature interactions
/// for recommender systems", KDD 2018.
template <std::size_t Columns, class Interaction, class Deep, class... Features>
using XDeepFM = Sequential<
    Add<LinearTerms<Features...>, Sequential<FieldVectors<Columns, Features...>,
                                             Add<Sequential<Interaction, Dense<1>>, Sequential<Deep, Dense<1>>>>>,
    Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
