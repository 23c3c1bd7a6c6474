// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <linnet/core/description.hpp>

#include "layer_checks.hpp"

namespace linnet_test {

/// The layers of a network as `summary` shows them, one behind the other, with their output's columns: what an alias
/// stands for. Branches are in brackets.
template <class Network>
[[nodiscard]] std::string lines_of() {
    const BoundLayer<Network, linnet::NoInput, float, 1> layer{LayerRun{}};
    linnet::Description description;
    layer.node.describe(description);
    std::string text;
    std::size_t depth = 0;
    for (const linnet::LayerDescription& line : description.lines()) {
        for (; depth < line.depth; ++depth) {
            text += "(";
        }
        for (; depth > line.depth; --depth) {
            text += ")";
        }
        text += (text.empty() || text.back() == '(' ? "" : " ") + line.label + " " + std::to_string(line.columns);
    }
    return text + std::string(depth, ')');
}

} // namespace linnet_test
