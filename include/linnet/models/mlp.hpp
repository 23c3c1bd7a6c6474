// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/dropout.hpp>
#include <linnet/layers/relu.hpp>
#include <linnet/layers/sequential.hpp>

namespace linnet::inline LINNET_ISA::models {

/// Layers of so many units, each behind ReLU. Shape: `batch x in` -> `batch x` the last of `Units`.
template <std::size_t... Units>
using Mlp = Sequential<Sequential<Dense<Units>, ReLU>...>;

/// The same, with dropout before each layer: `DropoutMlp<percent<30>, 64, 32>`.
template <class Rate, std::size_t... Units>
using DropoutMlp = Sequential<Sequential<Dropout<Rate>, Dense<Units>, ReLU>...>;

} // namespace linnet::inline LINNET_ISA::models
