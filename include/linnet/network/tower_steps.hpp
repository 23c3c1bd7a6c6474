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
#include <linnet/layers/cloze_mask.hpp>
#include <linnet/layers/embedding.hpp>
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

/// How many ClozeMask a tower has, in its Sequential or those within.
template <class Tower>
inline constexpr std::size_t cloze_masks = 0;
template <class Rate, class Init>
inline constexpr std::size_t cloze_masks<ClozeMask<Rate, Init>> = 1;
template <class... Layers>
inline constexpr std::size_t cloze_masks<Sequential<Layers...>> = (std::size_t{0} + ... + cloze_masks<Layers>);

/// What the one ClozeMask of a tower keeps.
template <class Layer>
struct MaskOf {
    template <class Workspace>
    [[nodiscard]] static const Workspace& workspace(const Workspace& of_layer) {
        return of_layer;
    }
};
template <class One>
struct MaskOf<Sequential<One>> : MaskOf<One> {};
template <class First, class Second, class... Rest>
struct MaskOf<Sequential<First, Second, Rest...>> {
    template <class Workspace>
    [[nodiscard]] static const auto& workspace(const Workspace& of_layers) {
        if constexpr (cloze_masks<First> == 1) {
            return MaskOf<First>::workspace(of_layers.first);
        } else {
            return MaskOf<Sequential<Second, Rest...>>::workspace(of_layers.rest);
        }
    }
};

/// Whether a tower hides steps from a loss that compares those, or none from one that compares all.
template <class L, class Towers>
inline constexpr bool masks_fit = true;
template <class L, class Towers>
    requires(tower_side<typename L::history, Towers> < 2)
inline constexpr bool masks_fit<L, Towers> =
    cloze_masks<typename Towers::template tower<tower_side<typename L::history, Towers>>> ==
    (MaskedStepLoss<L> ? 1 : 0);

/// The same; if they do not fit, it does not compile.
template <class L, class Towers>
consteval bool check_masks() {
    static_assert(masks_fit<L, Towers>,
                  "linnet: the tower of the history needs one ClozeMask for a loss of masked steps, such as ClozeLoss, "
                  "and none for other losses of steps, such as NextItemLoss.");
    return masks_fit<L, Towers>;
}

/// Whether a loss can compare the steps of one tower with what the other makes of items.
template <class L, class Towers>
inline constexpr bool loss_fits_steps = false;
template <class L, class Towers>
    requires(sides_differ<typename L::history, typename L::item, Towers>)
inline constexpr bool loss_fits_steps<L, Towers> =
    masks_fit<L, Towers> && ends_in_last<typename Towers::template tower<tower_side<typename L::history, Towers>>> &&
    std::is_same_v<typename Towers::template features<tower_side<typename L::item, Towers>>,
                   TypeList<typename L::item>> &&
    Towers::template bias_reads<tower_side<typename L::item, Towers>, typename L::item>;

/// The feature whose items a loss draws, or void.
template <class L>
struct drawn_feature {
    using type = void;
};
template <StepLoss L>
struct drawn_feature<L> {
    using type = typename L::item;
};
template <DrawingTowerLoss L>
struct drawn_feature<L> {
    using type = typename L::candidate;
};

/// The rows among which a loss draws items; 0 for one that draws none.
template <class L, class ModelType>
[[nodiscard]] std::size_t rows_to_draw(const ModelType& model) {
    using drawn = typename drawn_feature<L>::type;
    if constexpr (list_contains<typename ModelType::features, drawn>) {
        return model.template rows<drawn>();
    } else {
        return 0;
    }
}

/// The numbers from which a loss draws in a training step; the streams of layers are below.
template <class Context>
[[nodiscard]] Random random_of_draws(const Context& context) {
    constexpr std::uint64_t no_layer = std::uint64_t{1} << 63;
    return {context.seed, no_layer | context.step};
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

    void reserve(std::size_t steps, std::size_t rows, std::size_t columns) {
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
            fail_id_count(L::item::name, next.size(), context.batch.rows);
        }
        static_cast<void>(nodes::template forward<history_side>(node, context, context.batch.rows, workspace));
        const ConstStepsView<T> states = last_of(workspace).steps;
        const std::size_t per_step = loss.items_per_step();
        const Compared compared = compared_steps(states, workspace);
        const std::size_t rows = compared.count * per_step;
        scratch.reserve(states.steps(), rows, columns);
        if (rows == 0) {
            return T{0};
        }
        const Random random = random_of_draws(context);
        if constexpr (MaskedStepLoss<L>) {
            loss.draw(histories, next, item_rows, random, compared.masked, std::span{scratch.items});
        } else {
            loss.draw(histories, next, item_rows, random, std::span{scratch.items});
        }
        nodes::template reserve<item_side>(rows, workspace);
        const item_batch items = batch_of_items(scratch);
        const auto item_context = with_batch(context, items);
        const auto vectors = nodes::template forward<item_side>(node, item_context, rows, workspace);
        const auto bias = nodes::template forward_bias<item_side>(node, item_context, rows, workspace);
        const MatrixView<T> scores = scratch.scores.top(rows);
        for_each_share(context.executor, compared.count, 1, 2 * per_step * columns,
                       [&](std::size_t first, std::size_t count) {
                           for (std::size_t r = first * per_step; r < (first + count) * per_step; ++r) {
                               const T* const state = states.values.row(compared.step(r / per_step));
                               const T product = kernels::dot<T, W>(state, vectors.row(r), columns);
                               scores(r, 0) = bias.data == nullptr ? product : product + bias(r, 0);
                           }
                       });
        const Targets<T> of_rows = targets_of_rows(targets, states, compared, per_step, scratch);
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
        const Compared compared = compared_steps(states, workspace);
        const std::size_t rows = compared.count * per_step;
        if (rows == 0) {
            return;
        }
        const MatrixView<T> d_states = scratch.d_states.top(states.steps());
        const MatrixView<T> d_scores = scratch.d_scores.top(rows);
        const MatrixView<T> vectors = nodes::template output<item_side>(rows, workspace);
        const MatrixView<T> d_vectors = nodes::template gradient<item_side>(rows, workspace);
        if constexpr (MaskedStepLoss<L>) { // the others have no part in the loss
            for (std::size_t s = 0; s < states.steps(); ++s) {
                std::fill_n(d_states.row(s), columns, T{0});
            }
        }
        for_each_share(context.executor, compared.count, 1, 6 * per_step * columns,
                       [&](std::size_t first, std::size_t count) {
                           for (std::size_t i = first; i < first + count; ++i) {
                               const std::size_t s = compared.step(i);
                               std::fill_n(d_states.row(s), columns, T{0});
                               for (std::size_t r = i * per_step; r < (i + 1) * per_step; ++r) {
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
    /// The steps that the loss compares: all, or those that are masked.
    struct Compared {
        std::size_t count;
        std::span<const std::size_t> masked;

        /// The i-th of them.
        [[nodiscard]] LINNET_INLINE std::size_t step(std::size_t i) const {
            if constexpr (MaskedStepLoss<L>) {
                return masked[i];
            } else {
                return i;
            }
        }
    };
    template <class Workspace>
    [[nodiscard]] static Compared compared_steps(const ConstStepsView<T>& states, Workspace& workspace) {
        if constexpr (MaskedStepLoss<L>) {
            const auto& of_mask =
                MaskOf<typename form::template tower<history_side>>::workspace(workspace_of_history(workspace));
            return {of_mask.masked.size(), of_mask.masked};
        } else {
            return {states.steps(), {}};
        }
    }
    /// What the Last that ends the tower of the history keeps.
    template <class Workspace>
    [[nodiscard]] static auto& last_of(Workspace& workspace) {
        return end_of_chain(workspace_of_history(workspace));
    }
    template <class Workspace>
    [[nodiscard]] static auto& workspace_of_history(Workspace& workspace) {
        return std::get<history_side>(nodes::workspace_of_dot(workspace).branches.branches);
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
                                                    const Compared& compared, std::size_t per_step,
                                                    TowerStepsScratch<T>& scratch) {
        const std::size_t rows = compared.count * per_step;
        const MatrixView<T> labels = scratch.labels.top(rows);
        for (std::size_t r = 0; r < rows; ++r) {
            labels(r, 0) = r % per_step == 0 ? T{1} : T{0};
        }
        if (targets.weights.empty()) {
            return {labels};
        }
        std::size_t b = 0;
        for (std::size_t i = 0; i < compared.count; ++i) {
            while (compared.step(i) >= states.first_step(b) + states.length(b)) {
                ++b;
            }
            std::fill_n(scratch.weights.data() + i * per_step, per_step, targets.weights[b]);
        }
        return {labels, std::span<const T>(scratch.weights).first(rows)};
    }
};

} // namespace linnet::inline LINNET_ISA::detail
