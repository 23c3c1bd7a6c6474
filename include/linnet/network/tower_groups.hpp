// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/batch.hpp>
#include <linnet/core/call_backward.hpp>
#include <linnet/core/context.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/row_segments.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/kernels/prefetch_rows.hpp>
#include <linnet/kernels/row_segments_matvec.hpp>
#include <linnet/kernels/row_segments_vecmat.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/network/towers.hpp>

// A batch in groups (core/batch.hpp) runs through two towers: the shared one once for each group, the other one once
// for each row. Scores have the bits of a batch without groups. The gradient of a shared row is the sum over its group,
// in the order of its rows, to which those of other groups are added; a batch without groups adds all of them one by
// one.
namespace linnet::inline LINNET_ISA::detail {

inline constexpr const char* loss_needs_positives =
    "a loss of two towers takes negatives from the rows of its batch, which are all positives; it needs no "
    "with_negatives";
inline constexpr const char* norms_need_samples =
    "the norms of samples need a batch of single rows, not of positives with negatives";

/// The rows of a batch for what takes each as a sample. Throws SettingError, with this sentence, if it is in groups.
template <class BatchType>
[[nodiscard]] std::size_t rows_without_groups(const BatchType& batch, const char* sentence) {
    if (batch.group != 1) {
        fail<SettingError>({sentence});
    }
    return batch.rows;
}

template <class Network, class T, std::size_t W>
struct TowerGroups {
    using form = two_towers<Network>;
    using nodes = TowerNodes<Network, T>;
    static constexpr std::size_t columns = form::columns;

    template <class Node, class Context, class Workspace>
    static void forward(const Node& node, const Context& context, const MatrixView<T>& out, Workspace& workspace) {
        const std::size_t group = context.batch.group;
        check(context.batch);
        const auto batch = batch_of_shared(context.batch);
        const std::size_t shared = shared_side(context.batch, typename form::template features<0>{});
        RowSegment<T> others;
        std::array<ConstMatrixView<T>, 2> biases;
        const auto run = [&]<std::size_t Side>(std::integral_constant<std::size_t, Side>) {
            if (Side == shared) {
                naming_rows(group, [&] {
                    const auto of_shared = with_batch(context, batch);
                    static_cast<void>(nodes::template forward<Side>(node, of_shared, batch.rows, workspace));
                    biases[Side] = nodes::template forward_bias<Side>(node, of_shared, batch.rows, workspace);
                });
            } else {
                others = segment<Side>(node, context, out.rows, workspace);
                biases[Side] = nodes::template forward_bias<Side>(node, context, out.rows, workspace);
            }
        };
        run(std::integral_constant<std::size_t, 0>{});
        run(std::integral_constant<std::size_t, 1>{});
        const RowSegments<T, columns> rows{out.rows, {others}};
        const ConstMatrixView<T> queries = nodes::workspace_of_dot(workspace).out[shared].top(batch.rows);
        const kernels::RowPrefetch<T> prefetch{others.table};
        for_each_share(context.executor, batch.rows, 1, 2 * group * columns, [&](std::size_t first, std::size_t count) {
            for (std::size_t g = first; g < first + count; ++g) {
                if (prefetch.far()) {
                    for (std::size_t r = (g + 1) * group; r < (g + 1) * group + ahead && r < out.rows; ++r) {
                        prefetch(others.row(r));
                    }
                }
                kernels::matvec<T, W>(rows, g * group, group, queries.row(g), T{0}, out.row(g * group), out.stride);
                add_biases(biases, shared, g, group, out);
            }
        });
    }

    template <class Node, class Context, class Workspace>
    static void backward(const Node& node, Context& context, const ConstMatrixView<T>& d_out, Workspace& workspace) {
        const std::size_t group = context.batch.group;
        const auto batch = batch_of_shared(context.batch);
        const std::size_t shared = shared_side(context.batch, typename form::template features<0>{});
        const RowSegment<T> others = shared == 0 ? segment_again<1>(node, context, d_out.rows, workspace)
                                                 : segment_again<0>(node, context, d_out.rows, workspace);
        auto& of_dot = nodes::workspace_of_dot(workspace);
        const ConstMatrixView<T> queries = of_dot.out[shared].top(batch.rows);
        const MatrixView<T> d_queries = of_dot.d_out[shared].top(batch.rows);
        const MatrixView<T> d_others = of_dot.d_out[1 - shared].top(d_out.rows);
        const bool writes_others = others.ids == nullptr;
        for_each_share(context.executor, batch.rows, 1, 4 * group * columns, [&](std::size_t first, std::size_t count) {
            for (std::size_t g = first; g < first + count; ++g) {
                const std::size_t begin = g * group;
                const RowSegment<T> of_group = writes_others ? RowSegment<T>{others.table.middle(begin, group), nullptr}
                                                             : RowSegment<T>{others.table, others.ids + begin};
                std::fill_n(d_queries.row(g), columns, T{0});
                kernels::vecmat_add<T, W, columns>(d_out.row(begin), d_out.stride, group, of_group, d_queries.row(g));
                for (std::size_t r = begin; writes_others && r < begin + group; ++r) {
                    kernels::scale_row<T, W>(d_out(r, 0), queries.row(g), d_others.row(r), columns);
                }
            }
        });
        const auto run = [&]<std::size_t Side>(std::integral_constant<std::size_t, Side>) {
            if (Side == shared) {
                auto of_shared = with_batch(context, batch);
                nodes::template backward_tower<Side>(node, of_shared, batch.rows, workspace);
                backward_shared_bias<Side>(node, of_shared, d_out, group, workspace);
            } else {
                if constexpr (reads_table<Side, Node>) {
                    nodes::dot(node).template branch<Side>().backward_products(
                        context, d_out, queries, group, std::get<Side>(of_dot.branches.branches));
                } else {
                    nodes::template backward_tower<Side>(node, context, d_out.rows, workspace);
                }
                nodes::template backward_bias<Side>(node, context, d_out, workspace);
            }
        };
        run(std::integral_constant<std::size_t, 0>{});
        run(std::integral_constant<std::size_t, 1>{});
    }

private:
    static constexpr std::size_t ahead = 16; // rows of a large table that are prefetched

    template <class BatchType>
    static void check(const BatchType& batch) {
        if (batch.group == 0 || batch.rows % batch.group != 0) {
            fail<SettingError>({"a batch of ", batch.rows, " rows has no groups of ", batch.group});
        }
    }
    /// The tower whose columns are shared: 0 for the left one, or 1.
    template <class... Features, class First, class... Rest>
    [[nodiscard]] static std::size_t shared_side(const Batch<T, Features...>& batch, TypeList<First, Rest...>) {
        return batch.shares(index_of<First, Features...>()) ? 0 : 1;
    }
    /// The batch of the shared tower: a row for each group.
    template <class BatchType>
    [[nodiscard]] static BatchType batch_of_shared(const BatchType& batch) {
        return {batch.rows / batch.group, batch.columns};
    }
    /// Calls `use()`. An error about a group is made to name its first row.
    template <class Use>
    static void naming_rows(std::size_t group, const Use& use) {
        try {
            use();
        } catch (RowError& error) {
            if (error.row() != RowError::no_row) {
                error.set_row(error.row() * group);
            }
            throw;
        }
    }

    template <std::size_t Side, class Node>
    using branch_node = std::remove_cvref_t<decltype(nodes::dot(std::declval<const Node&>()).template branch<Side>())>;
    /// Whether a tower is a lookup, whose rows are read where they lie.
    template <std::size_t Side, class Node>
    static constexpr bool reads_table = requires { requires branch_node<Side, Node>::takes_products; };

    /// Runs the tower that is not shared; the rows that it puts out.
    template <std::size_t Side, class Node, class Context, class Workspace>
    [[nodiscard]] static RowSegment<T> segment(const Node& node, const Context& context, std::size_t rows,
                                               Workspace& workspace) {
        if constexpr (reads_table<Side, Node>) {
            auto& branches = nodes::workspace_of_dot(workspace).branches.branches;
            return nodes::dot(node)
                .template branch<Side>()
                .give(RowSegmentsForm{}, context, ConstMatrixView<T>{}, rows, std::get<Side>(branches))
                .segments[0];
        } else {
            return {nodes::template forward<Side>(node, context, rows, workspace), nullptr};
        }
    }
    /// The same rows once more, after `segment`.
    template <std::size_t Side, class Node, class BatchType, class Workspace>
    [[nodiscard]] static RowSegment<T> segment_again(const Node& node, const ForwardContext<T, BatchType>& context,
                                                     std::size_t rows, Workspace& workspace) {
        if constexpr (reads_table<Side, Node>) {
            return segment<Side>(node, context, rows, workspace);
        } else {
            return {nodes::template output<Side>(rows, workspace), nullptr};
        }
    }

    /// The place of a branch of an Add among those that there are.
    [[nodiscard]] static constexpr std::size_t place_of(std::size_t branch) {
        std::size_t place = 0;
        for (const std::size_t other : {form::dot, form::bias[0], form::bias[1]}) {
            place += other < branch ? 1 : 0; // no_branch is beyond all
        }
        return place;
    }
    /// Adds biases to the products of group g, in the order of the network.
    static void add_biases(const std::array<ConstMatrixView<T>, 2>& biases, std::size_t shared, std::size_t g,
                           std::size_t group, const MatrixView<T>& out) {
        if constexpr (form::bias[0] != no_branch || form::bias[1] != no_branch) {
            constexpr std::size_t terms = 1 + (form::bias[0] != no_branch) + (form::bias[1] != no_branch);
            for (std::size_t r = g * group; r < (g + 1) * group; ++r) {
                std::array<T, terms> term;
                term[place_of(form::dot)] = out(r, 0);
                for (std::size_t side = 0; side < 2; ++side) {
                    if (form::bias[side] != no_branch) {
                        term[place_of(form::bias[side])] = biases[side](side == shared ? g : r, 0);
                    }
                }
                out(r, 0) = term[0];
                for (std::size_t i = 1; i < terms; ++i) {
                    out(r, 0) += term[i];
                }
            }
        }
    }
    template <std::size_t Side, class Node, class Context, class Workspace>
    static void backward_shared_bias(const Node& node, Context& context, const ConstMatrixView<T>& d_out,
                                     std::size_t group, Workspace& workspace) {
        if constexpr (form::bias[Side] != no_branch) {
            const MatrixView<T> d_bias = workspace.d_out[form::bias[Side]].top(context.batch.rows);
            for (std::size_t g = 0; g < d_bias.rows; ++g) {
                d_bias(g, 0) = d_out(g * group, 0);
                for (std::size_t r = g * group + 1; r < (g + 1) * group; ++r) {
                    d_bias(g, 0) += d_out(r, 0);
                }
            }
            nodes::template backward_bias<Side>(node, context, ConstMatrixView<T>(d_bias), workspace);
        }
    }
};

/// Runs a network, in groups if the batch has some and the network has two towers.
template <class Network, class T, std::size_t W, class Node, class Context, class Workspace>
LINNET_INLINE void run_forward(const Node& node, const Context& context, const MatrixView<T>& out,
                               Workspace& workspace) {
    if constexpr (two_towers<Network>::fits) {
        if (context.batch.group != 1) {
            TowerGroups<Network, T, W>::forward(node, context, out, workspace);
            return;
        }
    }
    node.forward(context, {}, out, workspace);
}
/// Runs it backward, after that.
template <class Network, class T, std::size_t W, class Node, class Context, class Workspace>
LINNET_INLINE void run_backward(const Node& node, Context& context, const MatrixView<T>& out,
                                const ConstMatrixView<T>& d_out, Workspace& workspace) {
    if constexpr (two_towers<Network>::fits) {
        if (context.batch.group != 1) {
            if constexpr (requires { context.norms; }) {
                static_cast<void>(rows_without_groups(context.batch, norms_need_samples));
            } else {
                TowerGroups<Network, T, W>::backward(node, context, d_out, workspace);
                return;
            }
        }
    }
    call_backward(node, context, ConstMatrixView<T>{}, out, d_out, MatrixView<T>{}, workspace);
}

} // namespace linnet::inline LINNET_ISA::detail
