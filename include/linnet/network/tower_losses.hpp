// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/batch.hpp>
#include <linnet/core/context.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/network/tower_groups.hpp>
#include <linnet/network/tower_steps.hpp>
#include <linnet/network/towers.hpp>

// A loss that compares what two towers put out: the tower of queries runs once for each row of the batch, and that of
// candidates once for each row and, if the loss draws items, once for each of those.
namespace linnet::inline LINNET_ISA::detail {

/// Whether the tower of candidates can run for items that a loss draws.
template <class L, class Towers>
inline constexpr bool draws_fit = true;
template <DrawingTowerLoss L, class Towers>
    requires(sides_differ<typename L::query, typename L::candidate, Towers>)
inline constexpr bool draws_fit<L, Towers> =
    std::is_same_v<typename Towers::template features<tower_side<typename L::candidate, Towers>>,
                   TypeList<typename L::candidate>> &&
    Towers::template bias_reads<tower_side<typename L::candidate, Towers>, typename L::candidate>;

/// The same; if it cannot, it does not compile.
template <class L, class Towers>
consteval bool check_draws() {
    static_assert(draws_fit<L, Towers>,
                  "linnet: a loss that draws items, such as CatalogueSoftmax, needs a tower of the item, and a bias, "
                  "that read nothing but its id.");
    return draws_fit<L, Towers>;
}

template <class Network, class T, std::size_t W, class L>
struct TowerLosses {
    using form = two_towers<Network>;
    using nodes = TowerNodes<Network, T>;
    static constexpr std::size_t query = tower_side<typename L::query, form>;
    static constexpr std::size_t candidate = 1 - query;

    /// Runs both towers and the loss, which writes its gradients by what they put out, unless they are not wanted.
    template <class Node, class Context, class Workspace>
    static T forward(const L& loss, const Node& node, const Context& context, const Targets<T>& targets,
                     std::size_t item_rows, bool with_gradients, Workspace& workspace, TowerLossScratch<T>& scratch) {
        const std::size_t rows = rows_without_groups(context.batch, loss_needs_positives);
        if (rows == 0) {
            return T{0};
        }
        TowerOutputs<T> towers;
        if constexpr (DrawingTowerLoss<L>) {
            draw(loss, context, item_rows, scratch);
            nodes::template reserve<candidate>(scratch.items.size(), workspace);
            towers.drawn = std::span<const row_id>(scratch.items).subspan(rows);
            towers.item_rows = item_rows;
        }
        const auto& of_candidates = batch_of_candidates(context, scratch);
        const auto candidate_context = with_batch(context, of_candidates);
        const std::size_t candidates = of_candidates.rows;
        towers.queries = nodes::template forward<query>(node, context, rows, workspace);
        towers.candidates = nodes::template forward<candidate>(node, candidate_context, candidates, workspace);
        towers.candidate_bias = nodes::template forward_bias<candidate>(node, candidate_context, candidates, workspace);
        if (with_gradients) {
            towers.d_queries = nodes::template gradient<query>(rows, workspace);
            towers.d_candidates = nodes::template gradient<candidate>(candidates, workspace);
            towers.d_candidate_bias = nodes::template bias_gradient<candidate>(candidates, workspace);
        }
        return loss.template value_and_gradient<T, W>(context.batch, towers, targets, scratch, context.executor);
    }

    /// Adds the gradients of both towers and of the bias of candidates.
    template <class Node, class Context, class Workspace>
    static void backward(const Node& node, Context& context, Workspace& workspace, TowerLossScratch<T>& scratch) {
        const auto& of_candidates = batch_of_candidates(context, scratch);
        if (context.batch.rows == 0) {
            return;
        }
        auto candidate_context = with_batch(context, of_candidates);
        const std::size_t candidates = of_candidates.rows;
        if constexpr (query == 0) { // in the order of the branches, of which both may look up the same table
            nodes::template backward_tower<query>(node, context, context.batch.rows, workspace);
        }
        nodes::template backward_tower<candidate>(node, candidate_context, candidates, workspace);
        if constexpr (query == 1) {
            nodes::template backward_tower<query>(node, context, context.batch.rows, workspace);
        }
        nodes::template backward_bias<candidate>(
            node, candidate_context,
            ConstMatrixView<T>(nodes::template bias_gradient<candidate>(candidates, workspace)), workspace);
    }

private:
    /// Lists the items of the batch and, behind them, those that the loss draws.
    template <class Context>
    static void draw(const L& loss, const Context& context, std::size_t item_rows, TowerLossScratch<T>& scratch) {
        const std::span<const row_id> items = context.batch.template column<typename L::candidate>();
        if (items.size() != context.batch.rows) {
            fail_id_count(L::candidate::name, items.size(), context.batch.rows);
        }
        scratch.items.resize(items.size() + loss.drawn(item_rows));
        std::copy(items.begin(), items.end(), scratch.items.begin());
        loss.draw(item_rows, random_of_draws(context), std::span{scratch.items}.subspan(items.size()));
    }

    template <class Context>
    [[nodiscard]] static decltype(auto) batch_of_candidates(const Context& context,
                                                            const TowerLossScratch<T>& scratch) {
        if constexpr (DrawingTowerLoss<L>) {
            return Batch<T, typename L::candidate>{scratch.items.size(), {std::span<const row_id>(scratch.items)}};
        } else {
            return (context.batch); // itself, not a copy
        }
    }
};

} // namespace linnet::inline LINNET_ISA::detail
