// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/bilinear_interaction.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/layers/squeeze_excitation.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// Bilinear interactions of the vectors of the features, as they are and weighted by how much each feature matters,
/// through `Deep`.
/// Source: Huang, Zhang, Zhang, "FiBiNET: combining feature importance and bilinear feature interaction for
/// click-through rate prediction", RecSys 2019.
template <std::size_t Columns, class Deep, class... Features>
using FiBiNET = Sequential<Add<LinearTerms<Features...>,
                               Sequential<FieldVectors<Columns, Features...>,
                                          Concat<BilinearInteraction<Columns>,
                                                 Sequential<SqueezeExcitation<Columns>, BilinearInteraction<Columns>>>,
                                          Deep, Dense<1>>>,
                           Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
