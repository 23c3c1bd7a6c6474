// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/context.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/sample_norms.hpp>
#include <linnet/core/shape.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// Stands where the backward pass of a layer looks for gradients to add to.
template <class T>
struct NoGradients {
    template <class Index>
    GradientBlock<T>& operator[](Index) const {
        static_assert(never<Index>, "linnet: a layer of this network has parameters and no add_sample_norms, so the "
                                    "gradients of single samples have no known norms.");
        __builtin_unreachable();
    }
};

} // namespace detail

/// A context with the norms of the gradients of samples, which layers add to. `call_backward` then calls
/// `add_sample_norms` of a layer that has it, and `backward` of one that has no parameters.
template <class T, class BatchType>
struct SampleNormContext : ForwardContext<T, BatchType> {
    SampleNorms<T>& norms;
    std::span<const std::uint64_t> offsets = {};                 ///< where rows are steps: the sequences they belong to
    [[no_unique_address]] detail::NoGradients<T> gradients = {}; ///< of no use

    /// The rows of a sample: one, or, of a layer of rows that is applied to sequences, its steps.
    template <class U>
    [[nodiscard]] MatrixView<U> rows_of(const MatrixView<U>& all, std::size_t sample) const {
        return offsets.empty() ? all.middle(sample, 1)
                               : all.middle(offsets[sample] - offsets[0], offsets[sample + 1] - offsets[sample]);
    }
    /// The same for a layer whose rows are the steps of these sequences.
    [[nodiscard]] SampleNormContext of_steps(std::span<const std::uint64_t> of_sequences) const {
        SampleNormContext context{*this};
        context.offsets = of_sequences;
        return context;
    }
    /// About how many rows a sample has, for the costs of loops.
    [[nodiscard]] std::size_t typical_rows(std::size_t rows) const { return 1 + rows / (norms.samples() + 1); }
};

/// The same context with another batch.
template <class T, class BatchType, class Other>
[[nodiscard]] SampleNormContext<T, Other> with_batch(const SampleNormContext<T, BatchType>& context,
                                                     const Other& batch) {
    const ForwardContext<T, BatchType>& forward = context;
    return {with_batch(forward, batch), context.norms, context.offsets};
}

} // namespace linnet::inline LINNET_ISA
