// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/attention_pooling.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/hadamard_products.hpp>
#include <linnet/layers/over_fields.hpp>
#include <linnet/layers/relu.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// Attentional factorization machine: linear terms, and the products, element by element, of the vectors of every two
/// features, summed by an attention with a hidden layer of `Units` and weighted by a vector.
/// Source: Xiao et al., "Attentional factorization machines: learning the weight of feature interactions via attention
/// networks", IJCAI 2017.
template <std::size_t Columns, std::size_t Units, class... Features>
using AFM = Sequential<
    Add<LinearTerms<Features...>,
        Sequential<FieldVectors<Columns, Features...>, HadamardProducts<Columns>,
                   OverFields<Columns, AttentionPooling<Sequential<Dense<Units>, ReLU, Dense<1, NoBias>>>>, Dense<1>>>,
    Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
