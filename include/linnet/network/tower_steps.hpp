// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <type_traits>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/batch.hpp>
#include <linnet/core/context.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/last.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/network/towers.hpp>
#include <linnet/simd/reduce.hpp>

// A loss of every step of a tower: the tower runs once for each sequence, and the other one once for each item that a
// step is compared with.
namespace linnet::inline LINNET_ISA::detail {

template <class Tower>
inline constexpr bool ends_in_last = false;
template <>
inline constexpr bool ends_in_last<Last> = true;
template <class One>
inline constexpr bool ends_in_last<Sequential<One>> = ends_in_last<One>;
template <class First, class... Rest>
inline constexpr bool ends_in_last<Sequential<First, Rest...>> = ends_in_last<Sequential<Rest...>>;

/// Whether a loss can compare the steps of one tower with what the other makes of items.
template <class L, class Towers>
inline constexpr bool loss_fits_steps = false;
template <class L, class Towers>
    requires(sides_differ<typename L::history, typename L::item, Towers>)
inline constexpr bool loss_fits_steps<L, Towers> =
    ends_in_last<typename Towers::template tower<tower_side<typename L::history, Towers>>> &&
    std::is_same_v<typename Towers::template features<tower_side<typename L::item, Towers>>,
                   TypeList<typename L::item>> &&
    Towers::template bias_reads<tower_side<typename L::item, Towers>, typename L::item>;

/// The rows among which a loss of every step draws items; 0 for other losses.
template <class L, class ModelType>
[[nodiscard]] std::size_t rows_to_draw(const ModelType& model) {
    if constexpr (StepLoss<L>) {
        if constexpr (list_contains<typename ModelType::features, typename L::item>) {
            return model.template rows<typename L::item>();
        }
    }
    return 0;
}

/// Memory of such a loss, which grows only if batches do.
template <class T>
struct TowerStepsScratch {
    std::vector<row_id> items;
    std::vector<T> weights;
    std::vector<T> numbers;
    Matrix<T> labels;
    Matrix<T> scores;
    Matrix<T> d_scores;
    Matrix<T> d_states;

    void reserve(std::size_t steps, std::size_t items_per_step, std::size_t columns) {
        const std::size_t rows = steps * items_per_step;
        items.resize(rows);
        if (labels.rows() < rows) {
            weights.resize(rows);
            numbers.resize(rows);
            labels = Matrix<T>(rows, 1);
            scores.reserve(rows, 1);
            d_scores.reserve(rows, 1);
        }
        d_states.reserve(steps, columns);
    }
};

template <class Network, class T, std::size_t W, class L>
struct TowerSteps {
    using form = two_towers<Network>;
    using nodes = TowerNodes<Network, T>;
    using item_batch = Batch<T, typename L::item>;
    static constexpr std::size_t history_side = tower_side<typename L::history, form>;
    static constexpr std::size_t item_side = 1 - history_side;
    static constexpr std::size_t columns = form::columns;

    /// Runs both towers and the loss, whose gradient by the scores it keeps.
    template <class Node, class Context, class Workspace>
    static T forward(const L& loss, const Node& node, const Context& context, const Targets<T>& targets,
                     std::size_t item_rows, Workspace& workspace, TowerStepsScratch<T>& scratch) {
        loss.check(targets);
        const auto& histories = context.batch.template column<typename L::history>();
        const std::span<const row_id> next = context.batch.template column<typename L::item>();
        if (next.size() != context.batch.rows) {
            fail<SettingError>(
                {"feature '", L::item::name, "' has ", next.size(), " ids where the batch needs ", context.batch.rows});
        }
        static_cast<void>(nodes::template forward<history_side>(node, context, context.batch.rows, workspace));
        const ConstStepsView<T> states = last_of(workspace).steps;
        const std::size_t per_step = loss.items_per_step();
        const std::size_t rows = states.steps() * per_step;
        scratch.reserve(states.steps(), per_step, columns);
        if (rows == 0) {
            return T{0};
        }
        constexpr std::uint64_t no_layer = std::uint64_t{1} << 63; // the streams of layers are below
        loss.draw(histories, next, item_rows, Random{context.seed, no_layer | context.step}, std::span{scratch.items});
        nodes::template reserve<item_side>(rows, workspace);
        const item_batch items = batch_of_items(scratch);
        const auto item_context = with_batch(context, items);
        const auto vectors = nodes::template forward<item_side>(node, item_context, rows, workspace);
        const auto bias = nodes::template forward_bias<item_side>(node, item_context, rows, workspace);
        const MatrixView<T> scores = scratch.scores.top(rows);
        for_each_share(
            context.executor, states.steps(), 1, 2 * per_step * columns, [&](std::size_t first, std::size_t count) {
                for (std::size_t r = first * per_step; r < (first + count) * per_step; ++r) {
                    const T product = kernels::dot<T, W>(states.values.row(r / per_step), vectors.row(r), columns);
                    scores(r, 0) = bias.data == nullptr ? product : product + bias(r, 0);
                }
            });
        const Targets<T> of_rows = targets_of_rows(targets, states, per_step, scratch);
        return loss.scores_loss().template value_and_gradient<T, W>(scores, of_rows, scratch.d_scores.top(rows),
                                                                    scratch.numbers.data());
    }

    /// Adds the gradients of both towers.
    template <class Node, class Context, class Workspace>
    static void backward(const L& loss, const Node& node, Context& context, Workspace& workspace,
                         TowerStepsScratch<T>& scratch) {
        auto& last = last_of(workspace);
        const ConstStepsView<T> states = last.steps;
        const std::size_t per_step = loss.items_per_step();
        const std::size_t rows = states.steps() * per_step;
        if (rows == 0) {
            return;
        }
        const MatrixView<T> d_states = scratch.d_states.top(states.steps());
        const MatrixView<T> d_scores = scratch.d_scores.top(rows);
        const MatrixView<T> vectors = nodes::template output<item_side>(rows, workspace);
        const MatrixView<T> d_vectors = nodes::template gradient<item_side>(rows, workspace);
        for_each_share(context.executor, states.steps(), 1, 6 * per_step * columns,
                       [&](std::size_t first, std::size_t count) {
                           for (std::size_t s = first; s < first + count; ++s) {
                               std::fill_n(d_states.row(s), columns, T{0});
                               for (std::size_t r = s * per_step; r < (s + 1) * per_step; ++r) {
                                   const T d = d_scores(r, 0);
                                   kernels::add_scaled_row<T, W>(d, vectors.row(r), d_states.row(s), columns);
                                   kernels::scale_row<T, W>(d, states.values.row(s), d_vectors.row(r), columns);
                               }
                           }
                       });
        last.d_steps = d_states;
        nodes::template backward_tower<history_side>(node, context, context.batch.rows, workspace);
        const item_batch items = batch_of_items(scratch);
        auto item_context = with_batch(context, items);
        nodes::template backward_tower<item_side>(node, item_context, rows, workspace);
        nodes::template backward_bias<item_side>(node, item_context, d_scores, workspace);
    }

private:
    /// What the Last that ends the tower of the history keeps.
    template <class Workspace>
    [[nodiscard]] static auto& last_of(Workspace& workspace) {
        return end_of_chain(std::get<history_side>(nodes::workspace_of_dot(workspace).branches.branches));
    }
    template <class Workspace>
    [[nodiscard]] static auto& end_of_chain(Workspace& workspace) {
        if constexpr (requires { workspace.rest; }) {
            return end_of_chain(workspace.rest);
        } else {
            return workspace;
        }
    }
    [[nodiscard]] static item_batch batch_of_items(const TowerStepsScratch<T>& scratch) {
        return {scratch.items.size(), {std::span<const row_id>(scratch.items)}};
    }
    [[nodiscard]] static Targets<T> targets_of_rows(const Targets<T>& targets, const ConstStepsView<T>& states,
                                                    std::size_t per_step, TowerStepsScratch<T>& scratch) {
        const std::size_t rows = states.steps() * per_step;
        const MatrixView<T> labels = scratch.labels.top(rows);
        for (std::size_t r = 0; r < rows; ++r) {
            labels(r, 0) = r % per_step == 0 ? T{1} : T{0};
        }
        if (targets.weights.empty()) {
            return {labels};
        }
        for (std::size_t b = 0; b < states.rows(); ++b) {
            std::fill_n(scratch.weights.data() + states.first_step(b) * per_step, states.length(b) * per_step,
                        targets.weights[b]);
        }
        return {labels, std::span<const T>(scratch.weights).first(rows)};
    }
};

} // namespace linnet::inline LINNET_ISA::detail
