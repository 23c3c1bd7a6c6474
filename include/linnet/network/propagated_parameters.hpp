// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/interaction_graph.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/row_gradients.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/propagate.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/graph_propagation.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The parameters of a network with GraphPropagation, with the graph, which is shared by copies, and what is derived
/// from both. That is computed where it is read after something changed.
///
/// The sums are nested: P = (E + A (E + A (E + ...))) / (layers + 1), so that a hop reads and writes each row once.
template <class T, std::size_t W, class Tables>
class PropagatedParameters : public Parameters<T> {
    using tables = GraphTables<Tables>;
    static constexpr std::size_t layers = tables::layers;

public:
    /// Memory for the gradients of a pass. Of each table: the sum of what lookups added to what was derived, and what
    /// becomes of it.
    struct Scratch {
        Matrix<T> sums[2];
        Matrix<T> hops[2][2];
        AlignedBuffer<char> marks[2]; // of the rows of `sums`, then of both of `hops`
    };

    PropagatedParameters() = default;
    PropagatedParameters(const PropagatedParameters& other)
        : Parameters<T>{other.at_rest()}, graph_{other.graph_}, state_{graph_ == nullptr ? stale : fresh} {}
    PropagatedParameters(PropagatedParameters&& other) noexcept
        : Parameters<T>{std::move(static_cast<Parameters<T>&>(other))}, graph_{std::move(other.graph_)},
          state_{other.state_.exchange(stale)} {}
    PropagatedParameters& operator=(PropagatedParameters other) noexcept {
        static_cast<Parameters<T>&>(*this) = std::move(static_cast<Parameters<T>&>(other));
        graph_ = std::move(other.graph_);
        state_.store(other.state_.load(), std::memory_order_relaxed);
        return *this;
    }
    ~PropagatedParameters() = default;

    /// Takes the graph of two features. Throws SettingError if their rows do not fit it.
    template <class User, class Item>
    LINNET_COLD void set_graph(InteractionGraph graph) {
        const std::size_t blocks[2]{block_of<User, Item>(), block_of<Item, User>()};
        if (const std::size_t derived = count_derived(); derived != 2) {
            fail<SettingError>({"set_graph: the network has ", derived,
                                " tables with GraphPropagation in place of 2; "
                                "lookups of one feature share theirs by Table<\"name\">"});
        }
        check_rows("users", graph.users(), User::name, blocks[0]);
        check_rows("items", graph.items(), Item::name, blocks[1]);
        graph_ = std::make_shared<const Graph>(std::move(graph), blocks[0], blocks[1], User::name, Item::name);
        mark_stale();
    }

    /// Null if there is none.
    [[nodiscard]] const InteractionGraph* graph() const { return graph_ == nullptr ? nullptr : &graph_->graph; }

    /// The names of the features whose rows are users (0) and items (1). requires: there is a graph
    [[nodiscard]] std::string_view graph_feature(std::size_t side) const { return graph_->features[side]; }

    /// To be called where parameters may change.
    void mark_stale() { state_.store(stale, std::memory_order_relaxed); }

    /// The parameters, with what is derived from them. Several threads may call it.
    /// Throws SettingError if there is no graph.
    const Parameters<T>& current(Executor* executor) const {
        if (state_.load(std::memory_order_acquire) != fresh) [[unlikely]] {
            derive(executor);
        }
        return *this;
    }

    /// Adds what the gradients of the derived blocks have got since the last call to those of their tables, as views of
    /// the scratch memory. The rows that it reaches are added in rising order.
    LINNET_HOT void pull_back(Gradients<T>& gradients, Scratch& scratch, Executor* executor) const {
        ConstMatrixView<T> from[2];
        const char* marks[2];
        for (std::size_t side = 0; side < 2; ++side) {
            sum_up(gradients[graph_->blocks[side]], side, scratch);
            from[side] = scratch.sums[side].view();
            marks[side] = scratch.marks[side].data();
        }
        for (std::size_t hop = 1; hop <= layers; ++hop) {
            const ConstMatrixView<T> before[2]{from[0], from[1]};
            const char* const marks_before[2]{marks[0], marks[1]};
            for (std::size_t side = 0; side < 2; ++side) {
                const MatrixView<T> to = scratch.hops[side][hop % 2].view();
                char* const all_marks = scratch.marks[side].data();
                char* const reached = all_marks + (1 + hop % 2) * to.rows;
                ConstMatrixView<T> base = scratch.sums[side].view();
                const char* base_marks = all_marks;
                if (joins_users(side)) {
                    kernels::propagate<T, W>(executor, hop_between_users(base, before[side], to),
                                             {base_marks, marks_before[side], reached});
                    base = to;
                    base_marks = reached;
                }
                kernels::propagate<T, W>(executor, hop_of(side, hop, base, before[1 - side], to),
                                         {base_marks, marks_before[1 - side], reached});
                from[side] = to;
                marks[side] = reached;
            }
        }
        for (std::size_t side = 0; side < 2; ++side) {
            RowGradients<T>& rows = gradients[this->source_of(graph_->blocks[side])].rows;
            rows.reserve(from[side].rows); // so that no later batch, which may reach more, allocates
            for (std::size_t row = 0; row < from[side].rows; ++row) {
                if (marks[side][row] != 0) {
                    rows.add(static_cast<row_id>(row), from[side].row(row));
                }
            }
        }
    }

    /// Sets row 0 of a table, if it has no edges and no step has looked it up, so that lookups of it read the mean of
    /// what they read of the rows that were looked up.
    LINNET_COLD void average_unknown_rows(const Gradients<T>& gradients) {
        current(nullptr);
        for (std::size_t side = 0; side < 2; ++side) {
            const std::size_t block = graph_->blocks[side];
            const RowGradients<T>& rows = gradients[block].rows;
            const ConstMatrixView<T> derived = std::as_const(*this)[block].values.view();
            if (derived.rows == 0 || rows.seen(0) || graph_->degree(side, 0) != 0) {
                continue;
            }
            std::size_t seen = 0;
            std::vector<double> sums(derived.columns);
            for (std::size_t row = 1; row < derived.rows; ++row) {
                if (rows.seen(row)) {
                    ++seen;
                    for (std::size_t c = 0; c < derived.columns; ++c) {
                        sums[c] += static_cast<double>(derived(row, c));
                    }
                }
            }
            const MatrixView<T> table = (*this)[this->source_of(block)].values.view();
            for (std::size_t c = 0; c < derived.columns && seen != 0; ++c) {
                table(0, c) = static_cast<T>(sums[c] / static_cast<double>(seen) * static_cast<double>(layers + 1));
            }
        }
        mark_stale();
    }

private:
    static constexpr std::uint32_t stale = 0;
    static constexpr std::uint32_t deriving = 1;
    static constexpr std::uint32_t fresh = 2;

    /// The graph, with 1 / sqrt(degree) of each node. Its sides are 0, users, and 1, items.
    struct Graph {
        Graph(InteractionGraph of, std::size_t of_users, std::size_t of_items, std::string_view users,
              std::string_view items)
            : graph{std::move(of)}, blocks{of_users, of_items}, features{users, items} {
            for (std::size_t side = 0; side < 2; ++side) {
                const std::size_t nodes = lists(side).size();
                scales[side] = AlignedBuffer<T>(nodes);
                for (std::size_t node = 0; node < nodes; ++node) {
                    const std::size_t edges = degree(side, node);
                    scales[side][node] = edges == 0 ? T{0} : T{1} / std::sqrt(static_cast<T>(edges));
                }
            }
        }
        [[nodiscard]] const NeighbourLists& lists(std::size_t side) const {
            return side == 0 ? graph.items_of_users() : graph.users_of_items();
        }
        [[nodiscard]] std::size_t degree(std::size_t side, std::size_t node) const {
            return side == 0 ? graph.degree_of_user(node) : lists(side).degree(node);
        }

        InteractionGraph graph;
        std::size_t blocks[2]; ///< the derived ones
        std::string_view features[2];
        AlignedBuffer<T> scales[2];
    };

    [[nodiscard]] kernels::Hop<T> hop_of(std::size_t side, std::size_t hop, const ConstMatrixView<T>& base,
                                         const ConstMatrixView<T>& from, const MatrixView<T>& to) const {
        const T factor = hop == layers ? T{1} / static_cast<T>(layers + 1) : T{1};
        return {
            graph_->lists(side), graph_->scales[side].data(), graph_->scales[1 - side].data(), base, from, to, factor};
    }

    /// Whether nodes of a side have edges among themselves.
    [[nodiscard]] bool joins_users(std::size_t side) const { return side == 0 && graph_->graph.is_social(); }
    /// To what a hop to users adds what comes from items.
    [[nodiscard]] kernels::Hop<T> hop_between_users(const ConstMatrixView<T>& base, const ConstMatrixView<T>& from,
                                                    const MatrixView<T>& to) const {
        const T* const scales = graph_->scales[0].data();
        return {graph_->graph.users_of_users(), scales, scales, base, from, to};
    }

    /// One thread derives, and others wait for it.
    LINNET_HOT void derive(Executor* executor) const {
        std::uint32_t state = stale;
        while (!state_.compare_exchange_strong(state, deriving, std::memory_order_acquire)) {
            if (state == fresh) {
                return;
            }
            state_.wait(deriving, std::memory_order_acquire);
            state = stale;
        }
        try {
            propagate(executor);
        } catch (...) {
            settle(stale);
            throw;
        }
        settle(fresh);
    }
    void settle(std::uint32_t state) const {
        state_.store(state, std::memory_order_release);
        state_.notify_all();
    }

    LINNET_HOT void propagate(Executor* executor) const {
        if (graph_ == nullptr) {
            fail<SettingError>({"a network with GraphPropagation needs the graph of the interactions: give the model "
                                "one by set_graph"});
        }
        ConstMatrixView<T> tables_of[2];
        ConstMatrixView<T> from[2];
        for (std::size_t side = 0; side < 2; ++side) {
            from[side] = tables_of[side] = (*this)[this->source_of(graph_->blocks[side])].values.view();
            if (layers > 1) {
                spare_[side].reserve(from[side].rows, from[side].columns);
            }
        }
        for (std::size_t hop = 1; hop <= layers; ++hop) {
            const ConstMatrixView<T> before[2]{from[0], from[1]};
            for (std::size_t side = 0; side < 2; ++side) {
                const MatrixView<T> to = (layers - hop) % 2 == 0 ? values_of(side) : spare_[side].view();
                ConstMatrixView<T> base = tables_of[side];
                if (joins_users(side)) {
                    kernels::propagate<T, W>(executor, hop_between_users(base, before[side], to));
                    base = to;
                }
                kernels::propagate<T, W>(executor, hop_of(side, hop, base, before[1 - side], to));
                from[side] = to;
            }
        }
    }

    /// The values of a derived block, which change in a const model, too, as they belong to the others.
    [[nodiscard]] MatrixView<T> values_of(std::size_t side) const {
        const ConstMatrixView<T> values = (*this)[graph_->blocks[side]].values.view();
        return {const_cast<T*>(values.data), values.rows, values.columns, values.stride};
    }

    /// Itself, when no other thread can be deriving.
    [[nodiscard]] const Parameters<T>& at_rest() const {
        return graph_ == nullptr ? static_cast<const Parameters<T>&>(*this) : current(nullptr);
    }

    LINNET_HOT void sum_up(GradientBlock<T>& gradient, std::size_t side, Scratch& scratch) const {
        const Matrix<T>& values = (*this)[graph_->blocks[side]].values;
        const std::size_t columns = values.columns();
        const std::size_t rows = values.rows();
        scratch.sums[side].reserve(rows, columns);
        scratch.hops[side][1].reserve(rows, columns);
        if (layers > 1) {
            scratch.hops[side][0].reserve(rows, columns);
        }
        if (scratch.marks[side].size() != 3 * rows) {
            scratch.marks[side] = AlignedBuffer<char>(3 * rows);
        }
        char* const marks = scratch.marks[side].data();
        if (rows != 0) {
            std::memset(marks, 0, rows);
        }
        const RowGradients<T>& added = gradient.rows;
        for (const auto& [from, scale, group] : added.all().subspan(gradient.pulled_back)) {
            const std::size_t row = added.row(group);
            T* const sum = scratch.sums[side].view().row(row);
            if (marks[row] == 0) {
                kernels::scale_row<T, W>(scale, from, sum, columns);
                marks[row] = 1;
            } else {
                kernels::add_scaled_row<T, W>(scale, from, sum, columns);
            }
        }
        gradient.pulled_back = added.all().size();
    }

    /// The derived block that lookups of a feature read, and not those of `Other`.
    template <class F, class Other>
    [[nodiscard]] LINNET_COLD std::size_t block_of() const {
        constexpr std::string_view name = tables::template table_of<F>();
        constexpr std::string_view other = tables::template table_of<Other>();
        for (std::size_t i = 0; i < this->size(); ++i) {
            // The longer name fits better where one ends in the other, as features "id" and "shop.id" have it.
            if (this->is_source(i) && is_called((*this)[i].name, name) &&
                !(other.size() > name.size() && is_called((*this)[i].name, other))) {
                return i + 1;
            }
        }
        return Parameters<T>::none;
    }
    /// Whether a block has that name, or has it behind its path.
    [[nodiscard]] static bool is_called(std::string_view block, std::string_view name) {
        return block == name ||
               (block.size() > name.size() && block[block.size() - name.size() - 1] == '.' && block.ends_with(name));
    }
    [[nodiscard]] LINNET_COLD std::size_t count_derived() const {
        std::size_t count = 0;
        for (const ParameterBlock<T>& block : *this) {
            count += block.kind == BlockKind::derived ? 1 : 0;
        }
        return count;
    }
    LINNET_COLD void check_rows(std::string_view what, std::size_t of_graph, std::string_view feature,
                                std::size_t block) const {
        if (const std::size_t rows = (*this)[block].values.rows(); rows != of_graph) {
            fail<SettingError>(
                {"set_graph: the graph has ", of_graph, " rows of ", what, ", and feature '", feature, "' has ", rows});
        }
    }

    std::shared_ptr<const Graph> graph_;
    mutable Matrix<T> spare_[2];                      // memory for hops
    mutable std::atomic<std::uint32_t> state_{stale}; // of what is derived
};

/// A workspace of a network with memory for `PropagatedParameters::pull_back`.
template <class Workspace, class Scratch>
struct WorkspaceOfGraph : Workspace {
    Scratch scratch = {};
};

/// The parameters of a network, and the workspace that it needs for them.
template <class T, std::size_t W, class Tables, class Workspace, bool HasGraph = (graph_layers<Tables> > 0)>
struct ParametersOf {
    using type = Parameters<T>;
    using workspace = Workspace;
};
template <class T, std::size_t W, class Tables, class Workspace>
struct ParametersOf<T, W, Tables, Workspace, true> {
    using type = PropagatedParameters<T, W, Tables>;
    using workspace = WorkspaceOfGraph<Workspace, typename type::Scratch>;
};

} // namespace linnet::inline LINNET_ISA::detail
