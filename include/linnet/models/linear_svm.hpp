// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/config.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// A linear support vector machine over ids, lists of ids and numbers: a score whose sign is the class. Trained by
/// SquaredHinge, or Hinge, and an L2 penalty; PlattScaling turns its scores into probabilities.
/// Source: Cortes, Vapnik, "Support-vector networks", Machine Learning 20 (1995); scikit-learn `LinearSVC`.
template <class... Features>
using LinearSvm = Sequential<LinearTerms<Features...>>;

} // namespace linnet::inline LINNET_ISA::models
