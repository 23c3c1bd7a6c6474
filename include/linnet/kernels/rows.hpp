// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// Calls `body(row, p, lanes)` for every element, where `body` loads and stores packs at offset `p` of a row. This is
/// the loop of every element-wise operation on matrices of one shape: row by row, or in a single run if the matrices
/// are `contiguous`.
template <std::size_t W, class Body>
LINNET_INLINE void for_each_element(std::size_t rows, std::size_t columns, bool contiguous, Body&& body) {
    const std::size_t runs = contiguous ? 1 : rows;
    const std::size_t length = contiguous ? rows * columns : columns;
    for (std::size_t r = 0; r < runs; ++r) {
        for_each_pack<W>(length, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA { body(r, i, lanes); });
    }
}

/// to = f(from...), element by element. Shapes: all are `rows x columns`; `to` may be one of `from`.
template <class T, std::size_t W, class F, class... From>
LINNET_INLINE void map_rows(Executor* executor, const MatrixView<T>& to, const F& f, const From&... from) {
    const bool contiguous = to.stride == to.columns && ((from.stride == from.columns) && ...);
    for_each_share(executor, to.rows, 1, to.columns * (1 + sizeof...(From)), [&](std::size_t first, std::size_t count) {
        for_each_element<W>(
            count, to.columns, contiguous, [&](std::size_t r, std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
                f(pack<T, W>::load(from.row(first + r) + i, lanes)...).store(to.row(first + r) + i, lanes);
            });
    });
}

/// to = from. Shapes: both `rows x columns`.
template <class T, std::size_t W, class From>
LINNET_INLINE void copy_rows(Executor* executor, const MatrixView<T>& to, const From& from) {
    map_rows<T, W>(executor, to, [](const pack<T, W>& x) LINNET_INLINE_LAMBDA { return x; }, from);
}

/// to[0 .. n) = from[0 .. n)
template <class T, std::size_t W>
LINNET_INLINE void copy_row(const T* from, T* to, std::size_t n) {
    for_each_pack<W>(n, [&](std::size_t i, auto lanes)
                            LINNET_INLINE_LAMBDA { pack<T, W>::load(from + i, lanes).store(to + i, lanes); });
}

/// to += scale * from, over n elements.
template <class T, std::size_t W>
LINNET_INLINE void add_scaled_row(T scale, const T* from, T* to, std::size_t n) {
    const pack<T, W> factor(scale);
    for_each_pack<W>(n, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
        fma(factor, pack<T, W>::load(from + i, lanes), pack<T, W>::load(to + i, lanes)).store(to + i, lanes);
    });
}

/// to = scale * from, over n elements.
template <class T, std::size_t W>
LINNET_INLINE void scale_row(T scale, const T* from, T* to, std::size_t n) {
    const pack<T, W> factor(scale);
    for_each_pack<W>(n, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
        (factor * pack<T, W>::load(from + i, lanes)).store(to + i, lanes);
    });
}

} // namespace linnet::inline LINNET_ISA::kernels
