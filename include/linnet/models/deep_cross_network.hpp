// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/cross_network.hpp>
#include <linnet/layers/cross_vector.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// `Crosses` layers that multiply the vectors of the features by a projection of themselves, beside `Deep`.
/// Source: Wang, Fu, Fu, Wang, "Deep & cross network for ad click predictions", ADKDD 2017.
template <std::size_t Columns, std::size_t Crosses, class Deep, class... Features>
using DCN = Sequential<FieldVectors<Columns, Features...>, Concat<CrossVector<Crosses>, Deep>, Dense<1>, Sigmoid>;

/// The same with a matrix in place of each vector of weights.
/// Source: Wang et al., "DCN V2: improved deep & cross network and practical lessons for web-scale learning to rank
/// systems", WWW 2021 (its parallel structure).
template <std::size_t Columns, std::size_t Crosses, class Deep, class... Features>
using DCNv2 = Sequential<FieldVectors<Columns, Features...>, Concat<CrossNetwork<Crosses>, Deep>, Dense<1>, Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
