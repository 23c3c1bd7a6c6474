// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/row_gradients.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// The gradient of a row that was looked up: to = the sum of its contributions, each times its scale, in the order in
/// which they were added. Shape: `columns`.
template <class T, std::size_t W>
void sum_row(const RowGradients<T>& gradients, std::size_t group, T* to, std::size_t columns) {
    using P = pack<T, W>;
    const auto contributions = gradients.of(group);
    for_each_packs<W, 4>(columns, [&]<std::size_t Packs>(std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
        std::array<P, Packs> sums;
        const P first_scale(contributions[0].scale);
        for (std::size_t p = 0; p < Packs; ++p) {
            sums[p] = first_scale * P::load(contributions[0].gradient + i + p * W, lanes);
        }
        for (const auto& [gradient, scale, row] : contributions.subspan(1)) {
            const P factor(scale);
            for (std::size_t p = 0; p < Packs; ++p) {
                sums[p] = fma(factor, P::load(gradient + i + p * W, lanes), sums[p]);
            }
        }
        for (std::size_t p = 0; p < Packs; ++p) {
            sums[p].store(to + i + p * W, lanes);
        }
    });
}

/// As above, for reading only: a single contribution of scale 1 is read where it lies, and any other sum is written to
/// `scratch`.
template <class T, std::size_t W>
[[nodiscard]] LINNET_INLINE const T* summed_row(const RowGradients<T>& gradients, std::size_t group, T* scratch,
                                                std::size_t columns) {
    const auto contributions = gradients.of(group);
    if (contributions.size() == 1 && contributions[0].scale == T{1}) {
        return contributions[0].gradient;
    }
    sum_row<T, W>(gradients, group, scratch, columns);
    return scratch;
}

/// Sums the contributions to each row into memory of the gradient itself, which then no longer refers to what the
/// layers passed to it. Further contributions are added to the sums, so the operations and their order stay the same.
template <class T, std::size_t W>
void own_rows(GradientBlock<T>& gradient, std::size_t columns) {
    RowGradients<T>& rows = gradient.rows;
    rows.arrange();
    if (rows.size() <= gradient.sums.rows()) {
        for (std::size_t group = 0; group < rows.size(); ++group) {
            T* const sum = gradient.sums.view().row(group); // the sum over earlier batches, if the row was in one
            sum_row<T, W>(rows, group, sum, columns);
        }
    } else {
        Matrix<T> larger{std::max(rows.size(), 2 * gradient.sums.rows()), columns};
        for (std::size_t group = 0; group < rows.size(); ++group) {
            sum_row<T, W>(rows, group, larger.view().row(group), columns);
        }
        gradient.sums = std::move(larger);
    }
    rows.replace_by([&](std::size_t group) { return gradient.sums.view().row(group); });
}

} // namespace linnet::inline LINNET_ISA::kernels
