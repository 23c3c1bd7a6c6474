// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "torch_crosses_golden.hpp"
#include "torch_layers.hpp"

namespace linnet_test {

/// Gives a bound layer the numbers of golden/torch_crosses_golden.py: tensor 0 is the input, 1 the gradient of the
/// output, and 2, 3, ... are the parameter blocks.
template <class Bound>
void fill_layer(Bound& layer) {
    fill_golden(layer.in.view(), 0);
    fill_golden(layer.d_out.view(), 1);
    for (std::size_t i = 0; i < layer.parameters.size(); ++i) {
        fill_golden(layer.parameters[i].values.view(), 2 + i);
    }
}

} // namespace linnet_test
