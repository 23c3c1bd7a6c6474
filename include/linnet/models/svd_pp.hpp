// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/initializers/constant.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/dot.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/embedding_bag.hpp>
#include <linnet/layers/sqrt_n.hpp>

namespace linnet::inline LINNET_ISA::models {

/// SVD++: stars less their mean, by a number for the user and one for the item, and the inner product of a vector of
/// the item and one of the user, to which every item that the user rated adds: b_u + b_i + q_i . (p_u + |N(u)|^(-1/2)
/// times the sum over j in N(u) of y_j). `Rated`, a list of ids, is N(u); its vectors y are not those of `Item`.
/// Trained by MeanSquaredError. `Options` are those of the vectors, such as an initializer.
/// Source: Koren, "Factorization meets the neighborhood: a multifaceted collaborative filtering model", KDD 2008.
template <std::size_t Columns, class User, class Item, class Rated, class... Options>
using SVDpp = Add<Dot<Add<Embedding<User, Columns, Options...>, EmbeddingBag<Rated, Columns, SqrtN, Options...>>,
                      Embedding<Item, Columns, Options...>>,
                  Embedding<User, 1, Zeros>, Embedding<Item, 1, Zeros>>;

} // namespace linnet::inline LINNET_ISA::models
