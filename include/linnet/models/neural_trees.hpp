// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/input.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/layers/soft_trees.hpp>

namespace linnet::inline LINNET_ISA::models {

/// Soft oblivious decision trees over numbers, which should have a mean of 0 and a deviation of 1, and a weighted sum
/// of what they say, with Entmax15 as in the paper. Source: Popov, Morozov, Babenko, "Neural oblivious decision
/// ensembles for deep learning on tabular data", ICLR 2020.
template <class Numbers, std::size_t Trees, std::size_t Depth, class... Options>
using NODE = Sequential<Input<Numbers>, SoftTrees<Trees, Depth, Options...>, Dense<1>, Sigmoid>;

} // namespace linnet::inline LINNET_ISA::models
