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
#include <linnet/core/quantised_table.hpp>

namespace linnet::inline LINNET_ISA {

/// How the gradient of a block arrives: `dense` for every element, `rows` only for the rows that a batch looked up.
/// `statistics` are numbers that belong to the model but are not trained, such as moving averages: no optimizer, norm,
/// clipping or L2 sees them. In place of a gradient, a layer hands over their next value (see GradientBlock::next).
/// `derived` is what the model computes from the table before it: lookups read it, and what they add to its gradient
/// goes back to that table. It is not trained either.
enum class BlockKind { dense, rows, statistics, derived };

/// One matrix of numbers of a model: a kernel, a bias (one row), a table, statistics, or what is derived from a table.
template <class T>
struct ParameterBlock {
    std::string name;
    BlockKind kind = BlockKind::dense;
    Matrix<T> values;
    bool shared = false;    ///< a table that lookups find by its name
    bool looked_up = false; ///< a table that all its layers read by `looked_up_rows`, so that its rows may be quantised
    QuantisedTable<T> quantised = {}; ///< holds the rows in place of `values`, unless it is empty

    [[nodiscard]] std::size_t count() const {
        return quantised.empty() ? values.rows() * values.columns() : quantised.rows() * quantised.columns();
    }
    /// The memory of its numbers, with padding.
    [[nodiscard]] std::size_t bytes() const { return values.bytes() + quantised.bytes(); }
    /// Whether an optimizer moves it.
    [[nodiscard]] bool trained() const { return kind == BlockKind::dense || kind == BlockKind::rows; }
    /// How many of its numbers are trained: all or none.
    [[nodiscard]] std::size_t trainable_count() const { return trained() ? count() : 0; }
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

    /// The block that is trained for this one: the table of a derived block, else the block itself.
    [[nodiscard]] std::size_t source_of(std::size_t i) const {
        return blocks_[i].kind == BlockKind::derived ? i - 1 : i;
    }
    /// Whether lookups read what is derived from this table in place of its rows.
    [[nodiscard]] bool is_source(std::size_t i) const {
        return i + 1 < blocks_.size() && blocks_[i + 1].kind == BlockKind::derived;
    }

    /// The number of trainable numbers, without padding, statistics and what is derived.
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
            total += block.bytes();
        }
        return total;
    }

private:
    std::vector<ParameterBlock<T>> blocks_;
};

} // namespace linnet::inline LINNET_ISA
