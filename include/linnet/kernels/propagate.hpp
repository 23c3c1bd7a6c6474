// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/interaction_graph.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/kernels/prefetch_rows.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// What one hop along the edges of a graph reads and writes, for the nodes of one kind:
///
///     to(r, :) = factor * (base(r, :) + row_scales[r] * sum over neighbours n of r: neighbour_scales[n] * from(n, :))
///
/// Shapes: base and to `nodes x columns`; from `neighbours x columns`. `to` may be `base`, so that hops through several
/// lists add up, but not `from`.
template <class T>
struct Hop {
    const NeighbourLists& lists;
    const T* row_scales;
    const T* neighbour_scales;
    ConstMatrixView<T> base;
    ConstMatrixView<T> from;
    MatrixView<T> to;
    T factor{1};
};

/// For a hop of matrices of which most rows may be 0: those whose mark is 0 count as 0 and are not read. The rows of
/// `to` that may differ from 0 are marked; the others are not written. The marks of `to` may be those of `base`.
struct HopMarks {
    const char* base = nullptr;
    const char* from = nullptr;
    char* to = nullptr;
};

namespace detail {

template <class T, std::size_t W, bool Marked>
void hop_rows(const Hop<T>& hop, const HopMarks& marks, std::size_t first, std::size_t count) {
    using P = pack<T, W>;
    const RowPrefetch<T> prefetch{hop.from};
    const row_id* const neighbours = hop.lists.neighbours.data();
    const std::uint64_t all = hop.lists.neighbours.size();
    for (std::size_t r = first; r < first + count; ++r) {
        const std::uint64_t begin = hop.lists.offsets[r];
        const std::uint64_t end = hop.lists.offsets[r + 1];
        bool has_base = true;
        if constexpr (Marked) {
            has_base = marks.base[r] != 0;
            bool reached = has_base;
            for (std::uint64_t i = begin; i < end && !reached; ++i) {
                reached = marks.from[neighbours[i]] != 0;
            }
            marks.to[r] = reached ? 1 : 0;
            if (!reached) {
                continue;
            }
        }
        if (prefetch.far()) {
            for (std::uint64_t i = end; i < end + prefetch.ahead() && i < all; ++i) {
                prefetch(hop.from.row(neighbours[i])); // of the rows that come next
            }
        }
        const P row_scale(hop.row_scales[r]);
        const P factor(hop.factor);
        for_each_packs<W, 4>(
            hop.base.columns, [&]<std::size_t Packs>(std::size_t column, auto lanes) LINNET_INLINE_LAMBDA {
                P sums[Packs]; // unrolled, or g++ 12 keeps them on the stack, and not aligned
#pragma GCC unroll 4
                for (P& sum : sums) {
                    sum = P(T{0});
                }
                for (std::uint64_t i = begin; i < end; ++i) {
                    const row_id n = neighbours[i];
                    if (Marked && marks.from[n] == 0) {
                        continue;
                    }
                    const P scale(hop.neighbour_scales[n]);
                    const T* const row = hop.from.row(n) + column;
#pragma GCC unroll 4
                    for (std::size_t p = 0; p < Packs; ++p) {
                        sums[p] = fma(scale, P::load(row + p * W, lanes), sums[p]);
                    }
                }
#pragma GCC unroll 4
                for (std::size_t p = 0; p < Packs; ++p) {
                    const P base = has_base ? P::load(hop.base.row(r) + column + p * W, lanes) : P(T{0});
                    (factor * fma(row_scale, sums[p], base)).store(hop.to.row(r) + column + p * W, lanes);
                }
            });
    }
}

template <class T, std::size_t W, bool Marked>
void hop(Executor* executor, const Hop<T>& hop, const HopMarks& marks) {
    const std::size_t nodes = hop.lists.size();
    const std::size_t edges_of_node = hop.lists.neighbours.size() / (nodes + 1);
    for_each_share(executor, nodes, 1, hop.base.columns * (2 + edges_of_node),
                   [&](std::size_t first, std::size_t count) { hop_rows<T, W, Marked>(hop, marks, first, count); });
}

} // namespace detail

/// One hop. Each element is summed over the neighbours in rising order, and threads divide the rows.
/// Cost: 2 flops for each column of each edge; a row read for each edge.
template <class T, std::size_t W>
void propagate(Executor* executor, const Hop<T>& hop) {
    detail::hop<T, W, false>(executor, hop, {});
}
/// The same where most rows may be 0.
template <class T, std::size_t W>
void propagate(Executor* executor, const Hop<T>& hop, const HopMarks& marks) {
    detail::hop<T, W, true>(executor, hop, marks);
}

} // namespace linnet::inline LINNET_ISA::kernels
