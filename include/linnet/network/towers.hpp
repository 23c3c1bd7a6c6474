// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <tuple>

#include <linnet/config.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/dot.hpp>
#include <linnet/layers/sequential.hpp>

// A network of two towers, such as one for users and one for items: a Dot of two branches that share no feature, to
// which a bias of either may be added. Its output for all pairs of m users and k items takes m + k passes, not m k.
namespace linnet::inline LINNET_ISA::detail {

inline constexpr std::size_t no_branch = static_cast<std::size_t>(-1);

template <class List, class Of>
inline constexpr bool lists_overlap = false;
template <class... Fs, class Of>
inline constexpr bool lists_overlap<TypeList<Fs...>, Of> = (list_contains<Of, Fs> || ...);

template <class List, class Of>
inline constexpr bool list_within = false;
template <class... Fs, class Of>
inline constexpr bool list_within<TypeList<Fs...>, Of> = (list_contains<Of, Fs> && ...);

template <class Layer>
inline constexpr bool is_dot = false;
template <class Left, class Right>
inline constexpr bool is_dot<Dot<Left, Right>> = true;

/// The two towers of a network, if it has two.
template <class Network>
struct two_towers {
    static constexpr bool fits = false;
};
template <class One>
struct two_towers<Sequential<One>> : two_towers<One> {};

template <class Left, class Right>
struct two_towers<Dot<Left, Right>> {
    static constexpr bool fits = !lists_overlap<typename Left::features, typename Right::features>;
    static constexpr std::size_t dot = no_branch;                           // the network itself
    static constexpr std::array<std::size_t, 2> bias{no_branch, no_branch}; // the bias of each tower
    static constexpr std::size_t last = no_branch;
    static constexpr std::size_t columns = output_of<Left, NoInput>::columns;

    /// The tower that reads a feature: 0 or 1, or 2 if neither does.
    template <class F>
    static constexpr std::size_t side_of = list_contains<typename Left::features, F>    ? 0
                                           : list_contains<typename Right::features, F> ? 1
                                                                                        : 2;
    /// The tower that has all features that a layer reads, or 2 if neither has.
    template <class Layer>
    static constexpr std::size_t side_of_layer = list_within<typename Layer::features, typename Left::features>    ? 0
                                                 : list_within<typename Layer::features, typename Right::features> ? 1
                                                                                                                   : 2;
    template <std::size_t Side>
    using tower = std::tuple_element_t<Side, std::tuple<Left, Right>>;
    template <std::size_t Side>
    using features = typename tower<Side>::features;
    /// Whether the bias of a tower, if it has one, reads nothing but feature F.
    template <std::size_t, class>
    static constexpr bool bias_reads = true;
};

template <class... Layers>
struct first_dot {
    static constexpr bool fits = false;
};
template <class Left, class Right, class... Rest>
struct first_dot<Dot<Left, Right>, Rest...> : two_towers<Dot<Left, Right>> {};
template <class First, class... Rest>
struct first_dot<First, Rest...> : first_dot<Rest...> {};

template <class... Layers>
    requires(first_dot<Layers...>::fits)
struct two_towers<Add<Layers...>> : first_dot<Layers...> {
    using towers = first_dot<Layers...>;
    static constexpr std::size_t last = sizeof...(Layers) - 1; ///< the term that is added last
    static constexpr std::array<std::size_t, sizeof...(Layers)> sides{
        is_dot<Layers> ? 3 : towers::template side_of_layer<Layers>...};

    [[nodiscard]] static constexpr std::size_t count_of(std::size_t side) {
        std::size_t count = 0;
        for (const std::size_t of_layer : sides) {
            count += of_layer == side ? 1 : 0;
        }
        return count;
    }
    [[nodiscard]] static constexpr std::size_t branch_of(std::size_t side) {
        for (std::size_t i = 0; i < sides.size(); ++i) {
            if (sides[i] == side) {
                return i;
            }
        }
        return no_branch;
    }
    static constexpr bool fits = count_of(3) == 1 && count_of(2) == 0 && count_of(0) <= 1 && count_of(1) <= 1;
    template <std::size_t Side, class F>
    static constexpr bool bias_reads = ((towers::template side_of_layer<Layers> != Side || is_dot<Layers> ||
                                         std::is_same_v<typename Layers::features, TypeList<F>>) &&
                                        ...);
    static constexpr std::size_t dot = branch_of(3);
    static constexpr std::array<std::size_t, 2> bias{branch_of(0), branch_of(1)};
};

/// The tower that reads a feature, or 2 if neither does.
template <class F, class Towers>
inline constexpr std::size_t tower_side = 2;
template <class F, class Towers>
    requires(Towers::fits)
inline constexpr std::size_t tower_side<F, Towers> = Towers::template side_of<F>;

/// Whether two features are read by the two towers, one by each.
template <class F, class Other, class Towers>
inline constexpr bool sides_differ = tower_side<F, Towers> + tower_side<Other, Towers> == 1;

/// The bound nodes of such a network, and what they keep.
template <class Network, class T>
struct TowerNodes {
    using form = two_towers<Network>;

    template <class Node>
    [[nodiscard]] static const auto& dot(const Node& node) {
        if constexpr (form::dot == no_branch) {
            return node;
        } else {
            return node.template branch<form::dot>();
        }
    }
    template <class Workspace>
    [[nodiscard]] static auto& workspace_of_dot(Workspace& workspace) {
        if constexpr (form::dot == no_branch) {
            return workspace;
        } else {
            return std::get<form::dot>(workspace.branches.branches);
        }
    }

    /// Runs one tower; its output lies in the workspace.
    template <std::size_t Side, class Node, class Context, class Workspace>
    [[nodiscard]] static ConstMatrixView<T> forward(const Node& node, const Context& context, std::size_t rows,
                                                    Workspace& workspace) {
        auto& of_dot = workspace_of_dot(workspace);
        return forward_branch<Side>(dot(node), context, rows, of_dot);
    }
    /// Runs the bias of that tower, if it has one.
    template <std::size_t Side, class Node, class Context, class Workspace>
    [[nodiscard]] static ConstMatrixView<T> forward_bias(const Node& node, const Context& context, std::size_t rows,
                                                         Workspace& workspace) {
        if constexpr (form::bias[Side] == no_branch) {
            return {};
        } else {
            return forward_branch<form::bias[Side]>(node, context, rows, workspace);
        }
    }

    /// Makes room for that many rows of one tower and its bias.
    template <std::size_t Side, class Workspace>
    static void reserve(std::size_t rows, Workspace& workspace) {
        reserve_branch<Side>(rows, form::columns, workspace_of_dot(workspace));
        if constexpr (form::bias[Side] != no_branch) {
            reserve_branch<form::bias[Side]>(rows, 1, workspace);
        }
    }
    template <std::size_t Side, class Workspace>
    [[nodiscard]] static MatrixView<T> output(std::size_t rows, Workspace& workspace) {
        return workspace_of_dot(workspace).out[Side].top(rows);
    }
    template <std::size_t Side, class Workspace>
    [[nodiscard]] static MatrixView<T> gradient(std::size_t rows, Workspace& workspace) {
        return workspace_of_dot(workspace).d_out[Side].top(rows);
    }
    /// Where the gradient of a bias is kept; empty if the tower has none.
    template <std::size_t Side, class Workspace>
    [[nodiscard]] static MatrixView<T> bias_gradient(std::size_t rows, Workspace& workspace) {
        if constexpr (form::bias[Side] == no_branch) {
            return {};
        } else {
            return workspace.d_out[form::bias[Side]].top(rows);
        }
    }
    template <std::size_t Side, class Node, class Context, class Workspace>
    static void backward_tower(const Node& node, Context& context, std::size_t rows, Workspace& workspace) {
        backward_branch<Side>(dot(node), context, ConstMatrixView<T>(gradient<Side>(rows, workspace)),
                              workspace_of_dot(workspace));
    }
    template <std::size_t Side, class Node, class Context, class Workspace>
    static void backward_bias(const Node& node, Context& context, const ConstMatrixView<T>& d_bias,
                              Workspace& workspace) {
        if constexpr (form::bias[Side] != no_branch) {
            backward_branch<form::bias[Side]>(node, context, d_bias, workspace);
        }
    }

private:
    template <std::size_t I, class Workspace>
    static void reserve_branch(std::size_t rows, std::size_t columns, Workspace& workspace) {
        std::get<I>(workspace.branches.branches).reserve(rows);
        workspace.out[I].reserve(rows, columns);
        workspace.d_out[I].reserve(rows, columns);
    }
    template <std::size_t I, class Node, class Context, class Workspace>
    static void backward_branch(const Node& node, Context& context, const ConstMatrixView<T>& d_out,
                                Workspace& workspace) {
        node.template branch<I>().backward(context, ConstMatrixView<T>{},
                                           ConstMatrixView<T>(workspace.out[I].top(d_out.rows)), d_out, MatrixView<T>{},
                                           std::get<I>(workspace.branches.branches));
    }
    template <std::size_t I, class Node, class Context, class Workspace>
    [[nodiscard]] static ConstMatrixView<T> forward_branch(const Node& node, const Context& context, std::size_t rows,
                                                           Workspace& workspace) {
        const MatrixView<T> out = workspace.out[I].top(rows);
        node.template branch<I>().forward(context, ConstMatrixView<T>{}, out, std::get<I>(workspace.branches.branches));
        return out;
    }
};

} // namespace linnet::inline LINNET_ISA::detail
