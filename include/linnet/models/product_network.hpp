// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/identity.hpp>
#include <linnet/layers/inner_products.hpp>
#include <linnet/layers/outer_product.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// The vectors of the features and the inner products of every two of them through `Deep`.
/// Source: Qu et al., "Product-based neural networks for user response prediction", ICDM 2016 (IPNN).
template <std::size_t Columns, class Deep, class... Features>
using PNN =
    Sequential<FieldVectors<Columns, Features...>, Concat<Identity, InnerProducts<Columns>>, Deep, Dense<1>, Sigmoid>;

/// The same with the sum of all outer products of two vectors in place of the inner products (OPNN).
template <std::size_t Columns, class Deep, class... Features>
using OPNN =
    Sequential<FieldVectors<Columns, Features...>, Concat<Identity, OuterProduct<Columns>>, Deep, Dense<1>, Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
