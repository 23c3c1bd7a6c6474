// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/mixture.hpp>
#include <linnet/layers/outputs.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/softmax.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

namespace detail {

/// The second type, as often as there are first ones.
template <class, class Layer>
using second_of = Layer;
template <std::size_t, class Layer>
using copy_of = Layer;

/// Copies of an expert with a gate for each head.
template <class Heads, class Expert, class Indices>
struct experts_of;
template <class... Head, class Expert, std::size_t... E>
struct experts_of<Outputs<Head...>, Expert, std::index_sequence<E...>> {
    using gate = Sequential<Dense<sizeof...(E)>, Softmax>;
    using type = Mixture<Gates<second_of<Head, gate>...>, copy_of<E, Expert>...>;
};

} // namespace detail

/// Multi-gate mixture of experts: `Experts` copies of `Expert` over the vectors of the features, and for each of
/// `Heads`, which are Outputs, a gate of its own that mixes them. Trained by Losses.
/// Source: Ma, Zhao, Yi, Chen, Hong, Chi, "Modeling task relationships in multi-task learning with multi-gate
/// mixture-of-experts", KDD 2018.
template <std::size_t Columns, std::size_t Experts, class Expert, class Heads, class... Features>
using MMoE = Sequential<FieldVectors<Columns, Features...>,
                        typename detail::experts_of<Heads, Expert, std::make_index_sequence<Experts>>::type, Heads>;

} // namespace linnet::inline LINNET_ISA::models
