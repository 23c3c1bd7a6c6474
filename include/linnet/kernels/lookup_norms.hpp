// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/sample_norms.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA::kernels {

namespace detail {

/// Whether no sample has two of these lookups.
template <class Lookups>
[[nodiscard]] bool samples_ascend(const Lookups& lookups) {
    for (std::size_t i = 1; i < lookups.size(); ++i) {
        if (lookups[i].sample <= lookups[i - 1].sample) {
            return false;
        }
    }
    return true;
}

template <class T, std::size_t W, class Lookup>
[[nodiscard]] double squared_norm_of_lookup(const Lookup& lookup, std::size_t columns) {
    const double scale = static_cast<double>(lookup.scale);
    return scale * scale * static_cast<double>(dot<T, W>(lookup.gradient, lookup.gradient, columns));
}

/// The squared norm of the gradients of all rows that one sample looked up, each the sum over its lookups, which get
/// sorted. `sum` holds a row.
template <class T, std::size_t W, class Lookup>
[[nodiscard]] double squared_norm_of_sample(std::span<Lookup> lookups, T* sum, std::size_t columns) {
    std::sort(lookups.begin(), lookups.end(),
              [](const Lookup& a, const Lookup& b) { return a.row != b.row ? a.row < b.row : a.number < b.number; });
    double squares = 0.0;
    for (std::size_t i = 0; i < lookups.size();) {
        const Lookup& first = lookups[i++];
        if (i == lookups.size() || lookups[i].row != first.row) {
            squares += squared_norm_of_lookup<T, W>(first, columns);
            continue;
        }
        scale_row<T, W>(first.scale, first.gradient, sum, columns);
        for (; i < lookups.size() && lookups[i].row == first.row; ++i) {
            add_scaled_row<T, W>(lookups[i].scale, lookups[i].gradient, sum, columns);
        }
        squares += static_cast<double>(dot<T, W>(sum, sum, columns));
    }
    return squares;
}

} // namespace detail

/// norms[b] += the squared norm of the gradients of all tables for sample b, and forgets the lookups. The gradient of a
/// row is the sum over all lookups of it by that sample, in their order. Threads divide the samples.
/// Cost: a read of each lookup's gradient; a sort of the lookups of each sample in a table that it may have looked up
/// twice.
template <class T, std::size_t W>
void add_lookup_norms(const Parameters<T>& parameters, Executor* executor, SampleNorms<T>& norms) {
    for (std::size_t block = 0; block < norms.blocks(); ++block) {
        const std::span<const typename SampleNorms<T>::Lookup> lookups = norms.lookups(block);
        const std::size_t columns = parameters[block].values.columns();
        if (lookups.empty()) {
            continue;
        }
        if (detail::samples_ascend(lookups)) {
            for_each_share(executor, lookups.size(), 1, columns + 8, [&](std::size_t first, std::size_t count) {
                for (const auto& lookup : lookups.subspan(first, count)) {
                    norms.add(lookup.sample, detail::squared_norm_of_lookup<T, W>(lookup, columns));
                }
            });
            continue;
        }
        norms.sort_by_sample(block);
        const MatrixView<T> sums = norms.scratch(threads_of(executor), 1, columns);
        const std::size_t cost = (columns + 8) * (1 + lookups.size() / norms.samples());
        for_each_share(
            executor, norms.samples(), 1, cost, [&](std::size_t first, std::size_t count, std::size_t share) {
                for (std::size_t b = first; b < first + count; ++b) {
                    norms.add(b, detail::squared_norm_of_sample<T, W>(norms.of_sample(b), sums.row(share), columns));
                }
            });
    }
    norms.clear_lookups();
}

} // namespace linnet::inline LINNET_ISA::kernels
