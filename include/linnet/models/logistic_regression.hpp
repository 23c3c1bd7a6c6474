// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/config.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// Logistic regression over ids, lists of ids and numbers. Trained by BinaryCrossEntropy.
/// Source: Cox, "The regression analysis of binary sequences", J. Royal Statistical Society B 20 (1958).
template <class... Features>
using LogisticRegression = Sequential<LinearTerms<Features...>, Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
