// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/factorization_machine.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// A factorization machine: linear terms, and for every two features the inner product of their vectors.
/// Source: Rendle, "Factorization machines", ICDM 2010.
template <std::size_t Columns, class... Features>
using FM = Sequential<
    Add<LinearTerms<Features...>, Sequential<FieldVectors<Columns, Features...>, FactorizationMachine<Columns>>>,
    Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
