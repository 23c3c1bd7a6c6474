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
#include <linnet/layers/sequential.hpp>

namespace linnet::inline LINNET_ISA {

/// A CrossNetwork whose kernels are products of two narrow ones: x_{l+1} = x_0 * ((x_l down_l) up_l + bias_l) + x_l,
/// where x_0 is the input, x_Layers the output and * goes element by element.
///
/// Shapes: `batch x n` -> `batch x n`; of each layer down `n x Rank` (`0.0.kernel`), up `Rank x n` (`0.1.kernel`), both
/// from GlorotUniform, and bias `n` (`0.1.bias`), from zeros. Backward: as CrossNetwork, through `Dense<Rank, NoBias>`
/// and `Dense<n>`.
/// Cost: 4 batch n Rank flops a layer forward, twice that backward; less than CrossNetwork for a Rank below n / 2.
/// Source: Wang et al., "DCN V2: Improved deep & cross network and practical lessons for web-scale learning to rank
/// systems", WWW 2021; TensorFlow Recommenders `layers.dcn.Cross` with a `projection_dim`.
template <std::size_t Layers, std::size_t Rank>
struct CrossLowRank : detail::Crosses<CrossLowRank<Layers, Rank>, Layers> {
    static constexpr std::string_view name = "CrossLowRank";
    static constexpr bool fits = Rank > 0;

    template <std::size_t Columns>
    using product = Sequential<Dense<Rank, NoBias>, Dense<Columns>>;

    LINNET_COLD static std::string label() { return detail::text({name, "<", Layers, ", ", Rank, ">"}); }
};

} // namespace linnet::inline LINNET_ISA
