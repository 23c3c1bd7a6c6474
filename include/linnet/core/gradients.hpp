// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstring>
#include <vector>

#include <linnet/core/matrix.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/row_gradients.hpp>

namespace linnet {

/// The gradient of one parameter block: `dense` for a dense block, `rows` for a table.
template <class T>
struct GradientBlock {
    Matrix<T> dense;
    RowGradients<T> rows;
};

/// The gradients of all parameters, block for block. Layers add to them; `clear` starts the next step.
template <class T>
class Gradients {
public:
    Gradients() = default;
    explicit Gradients(const Parameters<T>& parameters) {
        blocks_.reserve(parameters.size());
        for (const auto& block : parameters) {
            if (block.kind == BlockKind::rows) {
                blocks_.push_back({Matrix<T>{}, RowGradients<T>(block.values.rows())});
            } else {
                blocks_.push_back({Matrix<T>(block.values.rows(), block.values.columns()), RowGradients<T>{}});
            }
        }
    }

    void clear() {
        for (auto& block : blocks_) {
            block.rows.clear();
            if (block.dense.bytes() != 0) {
                std::memset(block.dense.view().data, 0, block.dense.bytes());
            }
        }
    }

    [[nodiscard]] std::size_t size() const { return blocks_.size(); }
    [[nodiscard]] GradientBlock<T>& operator[](std::size_t i) { return blocks_[i]; }
    [[nodiscard]] const GradientBlock<T>& operator[](std::size_t i) const { return blocks_[i]; }

private:
    std::vector<GradientBlock<T>> blocks_;
};

} // namespace linnet
