// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/description.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// Rows of five cells as lines: three columns of text, two of numbers; rules below the first row and above the last.
[[nodiscard]] LINNET_COLD inline std::string lines_of_cells(const std::vector<std::string>& cells) {
    constexpr std::size_t columns = 5;
    std::size_t widths[columns] = {};
    for (std::size_t i = 0; i < cells.size(); ++i) {
        widths[i % columns] = std::max(widths[i % columns], cells[i].size());
    }
    std::size_t width = 2 * (columns - 1);
    for (const std::size_t of_column : widths) {
        width += of_column;
    }
    const std::string rule(width, '-');
    std::string result;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::size_t column = i % columns;
        if (i == columns || i + columns == cells.size()) {
            append(result, {rule, "\n"});
        }
        const std::string fill(widths[column] - cells[i].size(), ' ');
        const bool number = column >= 3;
        append(result, {column == 0 ? "" : "  ", number ? std::string_view{fill} : "", cells[i],
                        number ? "" : std::string_view{fill}});
        if (column + 1 == columns) {
            append(result, {"\n"});
        }
    }
    return result;
}

/// What the names of a layer's blocks have in common: the path of the layer; of a lookup the name of its table.
template <class T>
[[nodiscard]] LINNET_COLD std::string_view name_of_layer(const Parameters<T>& parameters,
                                                         const LayerDescription& line) {
    if (line.blocks.empty()) {
        return {};
    }
    const ParameterBlock<T>& block = parameters[parameters.source_of(line.blocks.front())];
    const std::string_view name = block.name;
    const std::size_t dot = name.rfind('.');
    return block.kind == BlockKind::rows ? name : name.substr(0, dot == name.npos ? 0 : dot);
}

} // namespace detail

/// A table of the model as text: a line per layer with the name that its blocks have in common (see Builder), its
/// output shape, its trainable parameters and the memory of all its blocks (padding counted), then the totals. Branches
/// are indented. A shared table is counted where it is first used.
template <class ModelType>
[[nodiscard]] LINNET_COLD std::string summary(const ModelType& model) {
    Description description;
    model.describe(description);
    const auto& parameters = model.parameters();
    std::vector<std::string> cells;
    const auto add_row = [&cells](std::initializer_list<detail::TextPiece> row) {
        for (const detail::TextPiece& cell : row) {
            cells.push_back(detail::text({cell}));
        }
    };
    add_row({"layer", "name", "shape", "parameters", "bytes"});
    AlignedBuffer<char> counted(parameters.size());
    for (const LayerDescription& line : description.lines()) {
        std::size_t count = 0;
        std::size_t bytes = 0;
        bool shared = false;
        for (const std::size_t block : line.blocks) {
            shared = shared || counted[block] != 0;
            if (counted[block] == 0) {
                counted[block] = 1;
                const std::size_t source = parameters.source_of(block);
                count += parameters[source].trainable_count();
                bytes += parameters[block].bytes();
                bytes += source == block ? 0 : parameters[source].bytes();
            }
        }
        const std::string indent(2 * line.depth, ' ');
        add_row({detail::text({indent, line.label}), detail::name_of_layer(parameters, line),
                 detail::text({line.steps ? "batch x steps x " : "batch x ", line.columns}),
                 shared && count == 0 ? detail::TextPiece{"shared"} : count, bytes});
    }
    add_row({"total", "", "", parameters.count(), parameters.bytes()});
    return detail::lines_of_cells(cells);
}

} // namespace linnet::inline LINNET_ISA
