// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/initializers/constant.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/dot.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>

namespace linnet::inline LINNET_ISA::models {

/// The inner product of a vector of the user and one of the item. Trained by Bpr it is BPR-MF.
/// Source: Koren, Bell, Volinsky, "Matrix factorization techniques for recommender systems", IEEE Computer 42 (2009);
/// Rendle et al., "BPR: Bayesian personalized ranking from implicit feedback", UAI 2009.
template <std::size_t Columns, class User, class Item, class... Options>
using MF = Dot<Embedding<User, Columns, Options...>, Embedding<Item, Columns, Options...>>;

/// The same plus a number for the user and one for the item. Trained by MeanSquaredError on stars less their mean it is
/// what Surprise calls SVD.
template <std::size_t Columns, class User, class Item, class... Options>
using SVD = Add<MF<Columns, User, Item, Options...>, Embedding<User, 1, Zeros>, Embedding<Item, 1, Zeros>>;

/// The same as a probability. Trained by BinaryCrossEntropy.
template <std::size_t Columns, class User, class Item, class... Options>
using BiasedMF = Sequential<SVD<Columns, User, Item, Options...>, Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
