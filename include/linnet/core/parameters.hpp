// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/matrix.hpp>

namespace linnet::inline LINNET_ISA {

/// How the gradient of a block arrives: `dense` for every element, `rows` only for the rows that a batch looked up.
/// `statistics` are numbers that belong to the model but are not trained, such as moving averages: no optimizer, norm,
/// clipping or L2 sees them. In place of a gradient, a layer hands over their next value (see GradientBlock::next).
enum class BlockKind { dense, rows, statistics };

/// One matrix of numbers of a model: a kernel, a bias (one row), a table, or statistics.
template <class T>
struct ParameterBlock {
    std::string name;
    BlockKind kind = BlockKind::dense;
    Matrix<T> values;
    bool shared = false; ///< a table that lookups find by its name

    [[nodiscard]] std::size_t count() const { return values.rows() * values.columns(); }
    /// How many of them are trained: all, or none of statistics.
    [[nodiscard]] std::size_t trainable_count() const { return kind == BlockKind::statistics ? 0 : count(); }
};

/// All parameters and statistics of a model, in the order in which its layers were built. Layers refer to their blocks
/// by index.
template <class T>
class Parameters {
public:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    std::size_t add(ParameterBlock<T> block) {
        blocks_.push_back(std::move(block));
        return blocks_.size() - 1;
    }

    /// The index of the block with that name, or `none`.
    [[nodiscard]] std::size_t find(std::string_view name) const {
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            if (blocks_[i].name == name) {
                return i;
            }
        }
        return none;
    }

    [[nodiscard]] std::size_t size() const { return blocks_.size(); }
    [[nodiscard]] ParameterBlock<T>& operator[](std::size_t i) { return blocks_[i]; }
    [[nodiscard]] const ParameterBlock<T>& operator[](std::size_t i) const { return blocks_[i]; }
    [[nodiscard]] auto begin() { return blocks_.begin(); }
    [[nodiscard]] auto end() { return blocks_.end(); }
    [[nodiscard]] auto begin() const { return blocks_.begin(); }
    [[nodiscard]] auto end() const { return blocks_.end(); }

    /// The number of trainable numbers, without padding and statistics.
    [[nodiscard]] std::size_t count() const {
        std::size_t total = 0;
        for (const auto& block : blocks_) {
            total += block.trainable_count();
        }
        return total;
    }
    /// The memory of the values, with padding.
    [[nodiscard]] std::size_t bytes() const {
        std::size_t total = 0;
        for (const auto& block : blocks_) {
            total += block.values.bytes();
        }
        return total;
    }

private:
    std::vector<ParameterBlock<T>> blocks_;
};

} // namespace linnet::inline LINNET_ISA
