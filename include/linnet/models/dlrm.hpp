// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/identity.hpp>
#include <linnet/layers/input.hpp>
#include <linnet/layers/pairwise_dot.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// Numbers through `Bottom`, which ends in `Columns` units; its output and all inner products of two of the vectors of
/// the other features and itself through `Top`.
/// Source: Naumov et al., "Deep learning recommendation model for personalization and recommendation systems", 2019.
template <std::size_t Columns, class Numbers, class Bottom, class Top, class... Features>
using DLRM =
    Sequential<Input<Numbers>, Bottom, Concat<Identity, PairwiseDot<Identity, FieldVector<Features, Columns>...>>, Top,
               Dense<1>, Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
