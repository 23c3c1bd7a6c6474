// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/field_aware_factorization.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// A factorization machine in which each id has a vector for each feature that it meets.
/// Source: Juan, Zhuang, Chin, Lin, "Field-aware factorization machines for CTR prediction", RecSys 2016.
template <std::size_t Columns, class... Features>
using FFM =
    Sequential<Add<LinearTerms<Features...>, Sequential<FieldVectors<sizeof...(Features) * Columns, Features...>,
                                                        FieldAwareFactorization<Columns>>>,
               Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
