// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/parameters.hpp>

namespace linnet::inline LINNET_ISA {

/// Where a new model takes the values of its blocks from, in place of initial values: a file, for example.
template <class T>
class BlockSource {
public:
    BlockSource() = default;
    BlockSource(const BlockSource&) = delete;
    BlockSource& operator=(const BlockSource&) = delete;
    virtual ~BlockSource() = default;

    /// The values of the block with that name. Only a table, of kind `rows`, may be a matrix that is borrowed.
    /// ensures: returns a matrix of `rows x columns`
    [[nodiscard]] virtual Matrix<T> values(std::string_view name, BlockKind kind, std::size_t rows,
                                           std::size_t columns) = 0;
};

} // namespace linnet::inline LINNET_ISA
