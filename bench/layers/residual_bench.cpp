// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>

#include <linnet/layers/add.hpp>
#include <linnet/layers/identity.hpp>
#include <linnet/layers/residual.hpp>
#include <linnet/layers/tanh.hpp>

#include "support/layer_case.hpp"

// Around a Tanh, so that what is timed is the connection, and not the product of a Dense; Add of an Identity is beside
// it.
namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t columns = 64;
    const LayerCost cost{
        .forward_elements = 5 * columns, .backward_elements = 6 * columns, .footprint = 5 * batch * columns};
    const auto verify = [](const auto& layer, Check& check) {
        check.matrix("out", layer.out, [&](std::size_t r, std::size_t c) -> double {
            return layer.in(r, c) + std::tanh(static_cast<double>(layer.in(r, c)));
        });
        check.matrix("d_in", layer.d_in, [&](std::size_t r, std::size_t c) {
            return layer.d_out(r, c) * (2 - std::pow(std::tanh(static_cast<double>(layer.in(r, c))), 2));
        });
    };
    add_layer<Residual<Tanh>, Shape<columns>>("Residual of Tanh, 64 columns", batch, cost, verify);
    add_layer<Add<Identity, Tanh>, Shape<columns>>("Add of Identity and Tanh, 64 columns", batch, cost, verify);
}};

} // namespace linnet::bench
