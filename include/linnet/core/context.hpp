// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/parameters.hpp>

namespace linnet::inline LINNET_ISA {

/// What a layer sees of its surroundings in a forward pass.
template <class T, class BatchType>
struct ForwardContext {
    const Parameters<T>& parameters;
    const BatchType& batch;
    bool training = false;        ///< whether this is a training pass; layers such as Dropout act only then
    std::uint64_t seed = 0;       ///< the seed of the model, for layers that draw random numbers
    std::uint64_t step = 0;       ///< the number of the training step, so that each step draws other numbers
    Executor* executor = nullptr; ///< threads to divide the work among; null: the thread of the caller
};

/// A context with gradients that layers add to.
template <class T, class BatchType>
struct BackwardContext : ForwardContext<T, BatchType> {
    Gradients<T>& gradients;
};

/// The same context with another batch.
template <class T, class BatchType, class Other>
[[nodiscard]] ForwardContext<T, Other> with_batch(const ForwardContext<T, BatchType>& context, const Other& batch) {
    return {context.parameters, batch, context.training, context.seed, context.step, context.executor};
}
template <class T, class BatchType, class Other>
[[nodiscard]] BackwardContext<T, Other> with_batch(const BackwardContext<T, BatchType>& context, const Other& batch) {
    const ForwardContext<T, BatchType>& forward = context;
    return {with_batch(forward, batch), context.gradients};
}

} // namespace linnet::inline LINNET_ISA
