// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/parameters.hpp>

namespace linnet::inline LINNET_ISA {

/// A step of a training: its number, the threads among which its work is divided, and what scales all learning rates in
/// it.
struct Step {
    std::uint64_t number; ///< 1, 2, ...
    Executor* executor = nullptr;
    double learning_rate_factor = 1.0;

    // NOLINTNEXTLINE(google-explicit-constructor): a step is its number, but for threads and schedules
    Step(std::uint64_t step, Executor* threads = nullptr, double factor = 1.0)
        : number{step}, executor{threads}, learning_rate_factor{factor} {}
    // NOLINTNEXTLINE(google-explicit-constructor): so that a state without threads takes the number
    operator std::uint64_t() const { return number; }
};

namespace detail {

/// Takes what a state hands over.
struct StateVisitor {
    void operator()(std::string_view, MatrixView<float>) const {}
    void operator()(std::string_view, std::span<std::uint64_t>) const {}
};

} // namespace detail

/// A rule that moves parameters against their gradient. It consists of settings and of a state for each parameter
/// block.
///
/// requires:
///   O::State<T, W>(o, block)   starts the state of a dense block or of a table (statistics have none);
///                              State<T, W>() is an empty one; states can be moved
///   state.update(o, block, gradient, step), with step a Step
///     ensures: moves block.values, at its learning rates times step.learning_rate_factor; the padding stays zero;
///     allocates nothing. Settings may change between steps.
///   state.visit(f)             hands over all that the state remembers from step to step, under names that differ:
///                              f(std::string_view name, MatrixView<T>), f(std::string_view name,
///                              std::span<std::uint64_t>) for whole numbers
///     ensures: how many, in which order and of which sizes depends on settings and block alone; a new state that gets
///     these numbers goes on with the same bits. In the state of a table that has grown, the rows of a matrix (or the
///     columns of one row) and the numbers of a buffer that the table had before come first.
///   o.check(factor), where it is there: throws SettingError for a setting out of its range, or a learning rate that
///                              leaves it when it is multiplied by `factor`, whose default is 1. States call it when
///                              they start, and trainers before a step. A learning rate of 0 is in range.
///   o.check_blocks(parameters), where it is there: throws SettingError for settings that do not fit the blocks of a
///                              model. Trainers call it when they are made.
template <class O>
concept Optimizer =
    std::copyable<O> && requires(const O& settings, ParameterBlock<float>& block, const GradientBlock<float>& gradient,
                                 typename O::template State<float, 1>& state, const Step& step) {
        requires std::default_initializable<typename O::template State<float, 1>>;
        requires std::movable<typename O::template State<float, 1>>;
        requires std::constructible_from<typename O::template State<float, 1>, const O&, const ParameterBlock<float>&>;
        state.update(settings, block, gradient, step);
        state.visit(detail::StateVisitor{});
    };

} // namespace linnet::inline LINNET_ISA
