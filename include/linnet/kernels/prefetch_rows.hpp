// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/stride.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// Prefetches rows of a table. Tables that fit a near cache gain nothing and are left alone.
template <class T>
class RowPrefetch {
public:
    explicit RowPrefetch(const ConstMatrixView<T>& table)
        : row_bytes_{table.columns * sizeof(T)}, far_{table.rows * table.stride * sizeof(T) > std::size_t{1} << 20} {}

    [[nodiscard]] bool far() const { return far_; }
    /// How many rows ahead to prefetch, so that about 32 cache lines are under way.
    [[nodiscard]] std::size_t ahead() const { return row_bytes_ <= cache_line ? 24 : 12; }
    LINNET_INLINE void operator()(const T* row) const {
        for (std::size_t byte = 0; byte < row_bytes_; byte += cache_line) {
            __builtin_prefetch(reinterpret_cast<const char*>(row) + byte);
        }
    }

private:
    std::size_t row_bytes_;
    bool far_;
};

} // namespace linnet::inline LINNET_ISA::kernels
