// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// One line of a model's summary.
struct LayerDescription {
    std::size_t depth;               ///< 0 for the outermost layers
    std::string label;               ///< such as `Dense<64>`
    std::size_t columns;             ///< of its output, `batch x columns`
    std::vector<std::size_t> blocks; ///< the parameter blocks it uses
    bool steps = false;              ///< whether the output is `batch x steps x columns`
};

/// Where layers write their descriptions, in the order in which data flows.
class Description {
public:
    LINNET_COLD void add(std::string label, std::size_t columns, std::initializer_list<std::size_t> blocks = {}) {
        lines_.push_back({depth_, std::move(label), columns, blocks, steps_});
    }
    /// Says whether what is described next puts out sequences; branches of one layer are all of one kind.
    void next_puts_out_steps(bool steps) { steps_ = steps; }
    /// Writes what `branches` describes one level deeper.
    template <class Branches>
    void nested(Branches&& branches) {
        const bool steps = steps_;
        ++depth_;
        branches();
        --depth_;
        steps_ = steps;
    }
    [[nodiscard]] const std::vector<LayerDescription>& lines() const { return lines_; }

private:
    std::size_t depth_ = 0;
    bool steps_ = false;
    std::vector<LayerDescription> lines_;
};

} // namespace linnet::inline LINNET_ISA
