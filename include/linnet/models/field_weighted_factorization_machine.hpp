// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/field_weighted_factorization.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// A factorization machine with a trained weight for every two features.
/// Source: Pan et al., "Field-weighted factorization machines for click-through rate prediction in display
/// advertising", WWW 2018.
template <std::size_t Columns, class... Features>
using FwFM = Sequential<
    Add<LinearTerms<Features...>, Sequential<FieldVectors<Columns, Features...>, FieldWeightedFactorization<Columns>>>,
    Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
