// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/initializers/constant.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/embedding_bag.hpp>
#include <linnet/layers/input.hpp>
#include <linnet/layers/sequential.hpp>

namespace linnet::inline LINNET_ISA::models {

namespace detail {

template <class F, std::size_t Columns, class... Options>
consteval auto field_vector() {
    if constexpr (SingleIdFeature<F>) {
        return Embedding<F, Columns, Options...>{};
    } else if constexpr (IdListFeature<F>) {
        return EmbeddingBag<F, Columns, std::conditional_t<Columns == 1, Sum, Mean>, Options...>{};
    } else {
        return Sequential<Input<F>, Dense<Columns, Options...>>{};
    }
}

} // namespace detail

/// A feature as `Columns` numbers, with one parameter for each id and column: an Embedding of an id, the mean of those
/// of a list, a Dense layer over numbers. `Options` are those of the layer, such as an initializer. Of one column, a
/// list is summed: that is its term in a linear model.
/// Shape: `batch x Columns`.
template <class F, std::size_t Columns, class... Options>
using FieldVector = decltype(detail::field_vector<F, Columns, Options...>());

/// The vectors of m features side by side, as layers of interactions read them. Shape: `batch x m Columns`.
template <std::size_t Columns, class... Features>
using FieldVectors = Concat<FieldVector<Features, Columns>...>;

/// The linear part of a model: the sum of a weight for each id, and of numbers times theirs. It starts at 0. Features
/// of numbers bring a bias; without them the weights of each feature take its place. Shape: `batch x 1`.
template <class... Features>
using LinearTerms = Add<FieldVector<Features, 1, Zeros>...>;

} // namespace linnet::inline LINNET_ISA::models
