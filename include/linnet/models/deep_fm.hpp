// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/factorization_machine.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// A factorization machine and `Deep` over the same vectors.
/// Source: Guo, Tang, Ye, Li, He, "DeepFM: a factorization-machine based neural network for CTR prediction", IJCAI
/// 2017.
template <std::size_t Columns, class Deep, class... Features>
using DeepFM = Sequential<
    Add<LinearTerms<Features...>,
        Sequential<FieldVectors<Columns, Features...>, Add<FactorizationMachine<Columns>, Sequential<Deep, Dense<1>>>>>,
    Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
