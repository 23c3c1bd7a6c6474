// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/bi_interaction.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// A neural factorization machine: the pairs of a factorization machine, column by column, are the input of `Deep`.
/// Source: He, Chua, "Neural factorization machines for sparse predictive analytics", SIGIR 2017.
template <std::size_t Columns, class Deep, class... Features>
using NFM = Sequential<Add<LinearTerms<Features...>,
                           Sequential<FieldVectors<Columns, Features...>, BiInteraction<Columns>, Deep, Dense<1>>>,
                       Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
