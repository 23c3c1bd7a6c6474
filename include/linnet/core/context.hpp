// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/parameters.hpp>

namespace linnet::inline LINNET_ISA {

/// What a layer sees of the world in a forward pass.
template <class T, class BatchType>
struct ForwardContext {
    const Parameters<T>& parameters;
    const BatchType& batch;
    bool training = false;        ///< layers such as Dropout act only then
    std::uint64_t seed = 0;       ///< of the model, for layers that draw
    std::uint64_t step = 0;       ///< of the training, so that each step draws anew
    Executor* executor = nullptr; ///< threads to divide the work among; none: the caller's
};

/// The same, with a place to add gradients to.
template <class T, class BatchType>
struct BackwardContext : ForwardContext<T, BatchType> {
    Gradients<T>& gradients;
};

} // namespace linnet::inline LINNET_ISA
