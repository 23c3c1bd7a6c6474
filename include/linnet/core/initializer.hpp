// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/random.hpp>

namespace linnet::inline LINNET_ISA {

/// How many inputs and outputs a parameter connects, as initializers count them: the rows and columns of a Dense kernel
/// or of a table.
struct Fans {
    std::size_t in;
    std::size_t out;
};

/// Fills a parameter block. The value at (r, c) is a function of the random stream and of r * columns + c alone.
template <class I>
concept Initializer = std::default_initializable<I> &&
                      requires(const I& initialize, MatrixView<float> f, MatrixView<double> d, Random random) {
                          initialize(f, Fans{}, random);
                          initialize(d, Fans{}, random);
                      };

} // namespace linnet::inline LINNET_ISA
