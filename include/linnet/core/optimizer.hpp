// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/parameters.hpp>

namespace linnet::inline LINNET_ISA {

/// One training step: its number, and the threads that share its work.
struct Step {
    std::uint64_t number; ///< 1, 2, ...
    Executor* executor = nullptr;

    // NOLINTNEXTLINE(google-explicit-constructor): a step is its number, but for threads
    Step(std::uint64_t step, Executor* threads = nullptr) : number{step}, executor{threads} {}
    // NOLINTNEXTLINE(google-explicit-constructor): so that a state without threads takes the number
    operator std::uint64_t() const { return number; }
};

/// A rule that moves parameters against their gradient. It consists of settings and of a state for each parameter
/// block.
///
/// requires:
///   o.learning_rate            may change between steps
///   O::State<T, W>(o, block)   starts the state of a block; State<T, W>() is an empty one; states can be moved
///   state.update(o, block, gradient, step), with step a Step
///     ensures: moves block.values; the padding stays zero; allocates nothing
///   state.bytes()              memory of the state
///   state.take_over(before)    takes over the numbers of another state, for the rows that both have
///   o.check(), where it is there: throws SettingError for a setting out of its range. States call it when they start,
///                              and trainers before a step. A learning rate of 0 is in range.
template <class O>
concept Optimizer =
    std::copyable<O> && requires(const O& settings, ParameterBlock<float>& block, const GradientBlock<float>& gradient,
                                 typename O::template State<float, 1>& state, const Step& step) {
        { settings.learning_rate } -> std::convertible_to<double>;
        requires std::default_initializable<typename O::template State<float, 1>>;
        requires std::movable<typename O::template State<float, 1>>;
        requires std::constructible_from<typename O::template State<float, 1>, const O&, const ParameterBlock<float>&>;
        state.update(settings, block, gradient, step);
        { state.bytes() } -> std::convertible_to<std::size_t>;
        state.take_over(state);
    };

} // namespace linnet::inline LINNET_ISA
