// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/layers/bi_interaction.hpp>

namespace linnet::inline LINNET_ISA {

/// The term of second order of a factorization machine: out(b) = sum over i < j of the inner product of v(b, i) and
/// v(b, j), for m fields that lie side by side as for BiInteraction, of which this is the sum over the columns, on 16
/// canonical lanes. The term of first order is `Add<Embedding<A, 1>, Embedding<B, 1>, ...>`:
/// `Add<Add<Embedding<A, 1>, ...>, Sequential<Concat<Embedding<A, Columns>, ...>, FactorizationMachine<Columns>>>`.
///
/// Shapes: `batch x m Columns` -> `batch x 1`, m > 1.
/// Backward: d_v_i = d_out (sum over j of v_j - v_i).
/// Cost: 3 m Columns flops a sample forward, 2 m Columns backward.
/// Source: Rendle, "Factorization machines", ICDM 2010; Guo et al., "DeepFM", IJCAI 2017.
template <std::size_t Columns>
struct FactorizationMachine : detail::PairSums<FactorizationMachine<Columns>, Columns, 1> {
    static constexpr std::string_view name = "FactorizationMachine";
};

} // namespace linnet::inline LINNET_ISA
