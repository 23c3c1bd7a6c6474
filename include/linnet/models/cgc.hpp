// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/mixture.hpp>
#include <linnet/layers/outputs.hpp>
#include <linnet/layers/scatter_columns.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/softmax.hpp>
#include <linnet/models/field_vectors.hpp>
#include <linnet/models/mmoe.hpp>

namespace linnet::inline LINNET_ISA::models {

namespace detail {

/// The experts of each head and, behind them, those of all; a gate gives no weight to experts of other heads.
template <class Heads, class Expert, class Own, class Shared>
struct own_and_shared_experts;
template <class... Head, class Expert, std::size_t... Own, std::size_t... Shared>
struct own_and_shared_experts<Outputs<Head...>, Expert, std::index_sequence<Own...>, std::index_sequence<Shared...>> {
    static constexpr std::size_t shared_from = sizeof...(Head) * sizeof...(Own);
    static constexpr std::size_t experts = shared_from + sizeof...(Shared);

    template <std::size_t Task>
    using gate = Sequential<Dense<sizeof...(Own) + sizeof...(Shared)>, Softmax,
                            ScatterColumns<experts, (Task * sizeof...(Own) + Own)..., (shared_from + Shared)...>>;

    template <std::size_t... Task, std::size_t... E>
    static Mixture<Gates<gate<Task>...>, copy_of<E, Expert>...> mixture(std::index_sequence<Task...>,
                                                                        std::index_sequence<E...>);
    using type = decltype(mixture(std::index_sequence_for<Head...>{}, std::make_index_sequence<experts>{}));
};

} // namespace detail

/// Customized gate control, which is progressive layered extraction (PLE) of one level: each of `Heads`, which are
/// Outputs, has `Own` copies of `Expert` to itself and a gate that mixes these with `Shared` ones of all heads. Trained
/// by Losses.
/// Source: Tang, Liu, Zhao, Gong, "Progressive layered extraction (PLE): a novel multi-task learning (MTL) model for
/// personalized recommendations", RecSys 2020.
template <std::size_t Columns, std::size_t Own, std::size_t Shared, class Expert, class Heads, class... Features>
using CGC = Sequential<FieldVectors<Columns, Features...>,
                       typename detail::own_and_shared_experts<Heads, Expert, std::make_index_sequence<Own>,
                                                               std::make_index_sequence<Shared>>::type,
                       Heads>;

} // namespace linnet::inline LINNET_ISA::models
