// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/text.hpp>
#include <linnet/layers/crosses.hpp>
#include <linnet/layers/dense.hpp>

namespace linnet::inline LINNET_ISA {

/// Products of the columns of its input, of a degree that grows with each of its layers: x_{l+1} = x_0 * (x_l kernel_l
/// + bias_l) + x_l, where x_0 is the input, x_Layers the output and * goes element by element. The layers of `Dense<n>`
/// inside sum in the order that Dense says.
///
/// Shapes: `batch x n` -> `batch x n`; of each layer kernel `n x n`, from GlorotUniform, and bias `n`, from zeros.
/// Backward, with d_L = d_out and e_l = d_{l+1} * x_0: d_kernel_l += x_l^T e_l, d_bias_l += sum over the batch of e_l,
/// d_l = d_{l+1} + e_l kernel_l^T; d_in = d_0 + sum over l, from the last to the first, of d_{l+1} * (x_l kernel_l +
/// bias_l).
/// Cost: 2 batch n^2 flops a layer forward, twice that backward; it keeps 2 batch n numbers for each layer.
/// Source: Wang et al., "DCN V2: Improved deep & cross network and practical lessons for web-scale learning to rank
/// systems", WWW 2021; TensorFlow Recommenders `layers.dcn.Cross`.
template <std::size_t Layers>
struct CrossNetwork : detail::Crosses<CrossNetwork<Layers>, Layers> {
    static constexpr std::string_view name = "CrossNetwork";
    static constexpr bool fits = true;

    template <std::size_t Columns>
    using product = Dense<Columns>;

    LINNET_COLD static std::string label() { return detail::text({name, "<", Layers, ">"}); }
};

} // namespace linnet::inline LINNET_ISA
