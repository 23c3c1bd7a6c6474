// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// A linear model beside `Deep` over the vectors of the features.
/// Source: Cheng et al., "Wide & deep learning for recommender systems", DLRS 2016.
template <std::size_t Columns, class Deep, class... Features>
using WideAndDeep =
    Sequential<Add<LinearTerms<Features...>, Sequential<FieldVectors<Columns, Features...>, Deep, Dense<1>>>, Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
