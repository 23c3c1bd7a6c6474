// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/multiply.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>

namespace linnet::inline LINNET_ISA::models {

/// The products of a vector of the user and one of the item, element by element.
template <std::size_t Columns, class User, class Item, class... Options>
using ElementProducts = Multiply<Embedding<User, Columns, Options...>, Embedding<Item, Columns, Options...>>;

/// Generalized matrix factorization: a weighted sum of these products.
/// Source of these three: He et al., "Neural collaborative filtering", WWW 2017.
template <std::size_t Columns, class User, class Item, class... Options>
using GMF = Sequential<ElementProducts<Columns, User, Item, Options...>, Dense<1>, Sigmoid>;

/// A vector of the user beside one of the item, through `Deep`.
template <std::size_t Columns, class Deep, class User, class Item, class... Options>
using NeuralCF = Sequential<Concat<Embedding<User, Columns, Options...>, Embedding<Item, Columns, Options...>>, Deep,
                            Dense<1>, Sigmoid>;

/// Both, with vectors of their own, before the last layer.
template <std::size_t Columns, std::size_t DeepColumns, class Deep, class User, class Item, class... Options>
using NeuMF = Sequential<
    Concat<
        ElementProducts<Columns, User, Item, Options...>,
        Sequential<Concat<Embedding<User, DeepColumns, Options...>, Embedding<Item, DeepColumns, Options...>>, Deep>>,
    Dense<1>, Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
