// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/dropout.hpp>
#include <linnet/layers/layer_norm.hpp>
#include <linnet/layers/relu.hpp>
#include <linnet/layers/residual.hpp>
#include <linnet/layers/self_attention.hpp>
#include <linnet/layers/sequential.hpp>

namespace linnet::inline LINNET_ISA {

/// A block of a transformer: x = LayerNorm(x); x += Dropout(SelfAttention(x)); x = LayerNorm(x); x +=
/// Dropout(Dense(Activation(Dropout(Dense(x))))), for each step by itself but for the attention. With the option Causal
/// no step sees a later one. It is the block of the paper, which normalizes each sum, but that it opens with the
/// LayerNorm that closed the block before it: one is to follow the last block.
///
/// Shapes: `batch x steps x Columns` -> `batch x steps x Columns`; `Heads` divide the columns, and the layer between
/// the two Dense has `Hidden`. Source: Vaswani et al., "Attention Is All You Need", NeurIPS 2017; with GELU as in
/// PyTorch `nn.TransformerEncoderLayer`, but in its tanh form.
template <std::size_t Columns, std::size_t Heads = 1, class Rate = percent<20>, std::size_t Hidden = Columns,
          class Activation = ReLU, class... Options>
using TransformerBlock = Sequential<LayerNorm, Residual<SelfAttention<Heads, Options...>, Dropout<Rate>>, LayerNorm,
                                    Residual<Dense<Hidden>, Dropout<Rate>, Activation, Dense<Columns>, Dropout<Rate>>>;

} // namespace linnet::inline LINNET_ISA
