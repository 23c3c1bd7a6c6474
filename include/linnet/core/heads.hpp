// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/shape.hpp>

namespace linnet::inline LINNET_ISA {

/// What flows to or from the heads of a network: a matrix for each head, side by side. Only `Outputs` puts it out as
/// the output of a network, and only `Outputs` reads it.
/// Shapes: `batch x sum of n_i` for heads of `batch x n_i`.
template <class... Shapes>
struct Heads : Shape<(std::size_t{0} + ... + Shapes::columns)> {
    static constexpr std::size_t size = sizeof...(Shapes);
    static constexpr std::array<std::size_t, size> widths{Shapes::columns...};

    /// The first column of a head.
    [[nodiscard]] static constexpr std::size_t first(std::size_t head) {
        std::size_t column = 0;
        for (std::size_t i = 0; i < head; ++i) {
            column += widths[i];
        }
        return column;
    }
    /// The columns of one head.
    template <class T>
    [[nodiscard]] static MatrixView<T> slice(const MatrixView<T>& all, std::size_t head) {
        return all.slice(first(head), widths[head]);
    }
};

/// Whether the output of a layer is one matrix for each head.
template <class S>
inline constexpr bool is_heads = false;
template <class... Shapes>
inline constexpr bool is_heads<Heads<Shapes...>> = true;

namespace detail {

template <class L>
struct HeadsGoOnlyIntoOutputs {
    static_assert(
        never<L>,
        "linnet: this layer takes one matrix, and here it gets one for each head: Outputs is the "
        "last layer of a network, and only Outputs can follow JointProbability or a Mixture with several Gates.");
};

} // namespace detail

} // namespace linnet::inline LINNET_ISA
