// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/description.hpp>

namespace linnet {

/// A table of the model as text: a line per layer with its output shape, its parameters and their memory (padding
/// counted), then the totals. A shared table is counted where it is first used.
template <class ModelType>
[[nodiscard]] LINNET_COLD std::string summary(const ModelType& model) {
    Description description;
    model.describe(description);
    std::vector<std::array<std::string, 4>> cells{{"layer", "shape", "parameters", "bytes"}};
    const auto& parameters = model.parameters();
    std::vector<bool> counted(parameters.size());
    for (const LayerDescription& line : description.lines()) {
        std::size_t count = 0;
        std::size_t bytes = 0;
        bool shared = false;
        for (const std::size_t block : line.blocks) {
            shared = shared || counted[block];
            if (!counted[block]) {
                counted[block] = true;
                count += parameters[block].count();
                bytes += parameters[block].values.bytes();
            }
        }
        cells.push_back({std::string(2 * line.depth, ' ') + line.label, "batch x " + std::to_string(line.columns),
                         shared && count == 0 ? "shared" : std::to_string(count), std::to_string(bytes)});
    }
    cells.push_back({"total", "", std::to_string(parameters.count()), std::to_string(parameters.bytes())});

    std::array<std::size_t, 4> widths{};
    for (const auto& row : cells) {
        for (std::size_t c = 0; c < row.size(); ++c) {
            widths[c] = std::max(widths[c], row[c].size());
        }
    }
    const std::string rule(widths[0] + widths[1] + widths[2] + widths[3] + 6, '-');
    std::string text;
    for (std::size_t r = 0; r < cells.size(); ++r) {
        if (r == 1 || r + 1 == cells.size()) {
            text += rule + "\n";
        }
        for (std::size_t c = 0; c < cells[r].size(); ++c) {
            const std::string fill(widths[c] - cells[r][c].size(), ' ');
            const bool number = c >= 2;
            text += (c == 0 ? "" : "  ") + (number ? fill + cells[r][c] : cells[r][c] + fill);
        }
        text.erase(text.find_last_not_of(' ') + 1);
        text += "\n";
    }
    return text;
}

} // namespace linnet
