// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/builder.hpp>
#include <linnet/core/call_backward.hpp>
#include <linnet/core/description.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/kernels/target_pairs.hpp>
#include <linnet/layers/pooling.hpp>
#include <linnet/layers/step_weights.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// What is wrong with the branches and the unit that weights the steps of a history, or the shape of the target. The
/// errors are classes of the layer's own, which say its name.
template <class Target, class History, class Unit, class BranchesError, class UnitError>
consteval auto target_weights_output() {
    using target = output_of<Target, NoInput>;
    using history = output_of<History, NoInput>;
    if constexpr (!std::is_void_v<typename first_error<target, history>::type>) {
        return typename first_error<target, history>::type{};
    } else if constexpr (reads_input_of<Target> || reads_input_of<History> || !is_shape<target> || !is_steps<history>) {
        return ShapeError<BranchesError>{};
    } else if constexpr (target::columns != history::columns) {
        return ShapeError<BranchesError>{};
    } else {
        using unit = output_of<Unit, Steps<4 * target::columns>>;
        if constexpr (is_shape_error<unit>) {
            return unit{};
        } else if constexpr (!std::is_same_v<unit, Steps<1>>) {
            return ShapeError<UnitError>{};
        } else {
            return target{};
        }
    }
}

/// How much each step k(b, i) of a history matters for a target q(b): w(b, i) = Unit(q | k | q - k | q k), or with
/// `Normalised` the softmax of these over the steps of b. For the nodes of TargetAttention and AUGRU, which read the
/// steps and their weights.
///
/// `forward` writes both to the workspace. `backward` needs there the gradients of the steps, so far, and of the
/// weights, adds to the former what comes through the weights, and runs the branches.
template <class T, std::size_t W, class Target, class History, class Unit, bool Normalised>
class TargetWeights {
    static constexpr std::size_t n = output_of<Target, NoInput>::columns;
    using target_node = node_of<Target, T, W, NoInput>;
    using history_node = node_of<History, T, W, NoInput>;
    using unit_node = node_of<Unit, T, W, Steps<4 * n>>;

public:
    struct Workspace {
        typename target_node::Workspace of_target;
        typename history_node::Workspace of_history;
        typename unit_node::Workspace of_unit;
        Matrix<T> target, d_target;
        Matrix<T> steps, d_steps;
        Matrix<T> pairs, d_pairs; ///< what the unit reads
        StepWeights<T, W, n, Normalised> weights;

        void reserve(std::size_t batch) {
            of_target.reserve(batch);
            of_history.reserve(batch);
            of_unit.reserve(batch);
            target.reserve(batch, n);
            d_target.reserve(batch, n);
        }
        void reserve_steps(std::size_t count) {
            steps.reserve(count, n);
            pairs.reserve(count, 4 * n);
            weights.reserve(count);
        }
        void reserve_backward(std::size_t count) {
            d_steps.reserve(count, n);
            d_pairs.reserve(count, 4 * n);
            weights.reserve_backward(count);
        }
    };

    /// The steps of a batch.
    struct Parts {
        std::span<const std::uint64_t> offsets;
        std::size_t count;

        explicit Parts(std::span<const std::uint64_t> begins)
            : offsets{begins}, count{StepsView<T>{{}, begins}.steps()} {}
        [[nodiscard]] StepsView<T> of(Matrix<T>& numbers) const { return {numbers.top(count), offsets}; }
    };

    /// The builder is that of the layer, whose first three layers are target, history and unit.
    explicit TargetWeights(Builder<T>& builder)
        : target_(builder.child(0)), history_(builder.child(1)), unit_(builder.child(2)) {}

    template <class Context>
    [[nodiscard]] Parts parts(const Context& context, std::size_t rows) const {
        return Parts{history_.offsets(context, rows)};
    }
    template <class Context>
    void forward(const Context& context, const Parts& parts, std::size_t rows, Workspace& workspace) const {
        workspace.reserve_steps(parts.count);
        const MatrixView<T> target = workspace.target.top(rows);
        const StepsView<T> steps = parts.of(workspace.steps);
        const StepsView<T> pairs = parts.of(workspace.pairs);
        target_.forward(context, ConstMatrixView<T>{}, target, workspace.of_target);
        history_.forward(context, ConstMatrixView<T>{}, steps, workspace.of_history);
        for_each_sequence(context.executor, steps, 8 * n, [&](std::size_t b) {
            for (std::size_t i = 0; i < steps.length(b); ++i) {
                kernels::target_pair<T, W>(target.row(b), steps.sequence(b).row(i), pairs.sequence(b).row(i), n);
            }
        });
        unit_.forward(context, ConstStepsView<T>(pairs), workspace.weights.scores(parts.offsets), workspace.of_unit);
        workspace.weights.normalise(context.executor, parts.offsets);
    }

    template <class Context>
    void backward(Context& context, const Parts& parts, std::size_t rows, Workspace& workspace) const {
        const MatrixView<T> target = workspace.target.top(rows);
        const MatrixView<T> d_target = workspace.d_target.top(rows);
        const StepsView<T> steps = parts.of(workspace.steps);
        const StepsView<T> d_steps = parts.of(workspace.d_steps);
        const StepsView<T> d_pairs = parts.of(workspace.d_pairs);
        StepWeights<T, W, n, Normalised>& weights = workspace.weights;
        weights.write_d_scores(context.executor, parts.offsets);
        call_backward(unit_, context, ConstStepsView<T>(parts.of(workspace.pairs)),
                      ConstStepsView<T>(weights.scores(parts.offsets)),
                      ConstStepsView<T>(weights.d_scores(parts.offsets)), d_pairs, workspace.of_unit);
        for_each_sequence(context.executor, steps, 8 * n, [&](std::size_t b) {
            std::fill_n(d_target.row(b), n, T{0});
            for (std::size_t i = 0; i < steps.length(b); ++i) {
                kernels::add_target_pair_gradient<T, W>(target.row(b), steps.sequence(b).row(i),
                                                        d_pairs.sequence(b).row(i), d_target.row(b),
                                                        d_steps.sequence(b).row(i), n);
            }
        });
        call_backward(target_, context, ConstMatrixView<T>{}, ConstMatrixView<T>(target), ConstMatrixView<T>(d_target),
                      MatrixView<T>{}, workspace.of_target);
        call_backward(history_, context, ConstMatrixView<T>{}, ConstStepsView<T>(steps), ConstStepsView<T>(d_steps),
                      MatrixView<T>{}, workspace.of_history);
    }

    LINNET_COLD void describe(Description& description) const {
        target_.describe(description);
        history_.describe(description);
        unit_.describe(description);
    }

private:
    target_node target_;
    history_node history_;
    unit_node unit_;
};

} // namespace linnet::inline LINNET_ISA::detail
