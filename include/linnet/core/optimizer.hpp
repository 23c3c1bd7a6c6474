// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include <linnet/core/gradients.hpp>
#include <linnet/core/parameters.hpp>

namespace linnet {

/// A rule that moves parameters against their gradient: settings, and a state per parameter block.
///
/// requires:
///   o.learning_rate            may change between steps
///   O::State<T, W>(o, block)   starts the state of a block; State<T, W>() is an empty one; states can be moved
///   state.update(o, block, gradient, step), step = 1, 2, ...
///     ensures: moves block.values; the padding stays zero; allocates nothing
///   state.bytes()              memory of the state
template <class O>
concept Optimizer = std::copyable<O> &&
    requires(const O& settings, ParameterBlock<float>& block, const GradientBlock<float>& gradient,
             typename O::template State<float, 1>& state, std::uint64_t step) {
    { settings.learning_rate } -> std::convertible_to<double>;
    requires std::default_initializable<typename O::template State<float, 1>>;
    requires std::movable<typename O::template State<float, 1>>;
    requires std::constructible_from < typename O::template State<float, 1>,
    const O&, const ParameterBlock<float>& > ;
    state.update(settings, block, gradient, step);
    { state.bytes() } -> std::convertible_to<std::size_t>;
};

} // namespace linnet
