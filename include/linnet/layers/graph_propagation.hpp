// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/fixed_string.hpp>
#include <linnet/core/type_list.hpp>

namespace linnet::inline LINNET_ISA {

/// An option of the lookups of users and of items: they read vectors that were propagated along the graph of the
/// interactions, in place of the rows of their tables. With E the tables, users above items, B the adjacency of the
/// graph and D the degrees of its nodes:
///
///     P = 1 / (Layers + 1) * sum for k = 0 ... Layers of A^k E,    A = D^-1/2 B D^-1/2
///
/// E is what is trained: the gradient of P goes back through the same sum, as A is symmetric. A row without edges is
/// its own row of E / (Layers + 1). Both tables have the same number of columns and of layers; the model gets the graph
/// by `model.set_graph<User, Item>(...)`. In a social graph, which also joins users, B = [[S, R], [R', 0]] with R the
/// users' items and S, symmetric, the users' users; a degree counts the edges of both.
///
/// P is computed once after the parameters changed, for all rows, and pulled back once in a step: for both, the cost is
/// 2 * Layers * edges rows read. Memory: once the tables for P, and what a workspace needs for gradients, six times
/// one. L2 of the rows in a batch counts for those that were looked up, as in the authors' code. Source: He, Deng,
/// Wang, Li, Zhang, Wang, "LightGCN: simplifying and powering graph convolution network for recommendation", SIGIR
/// 2020, equations 3, 7 and 8.
template <std::size_t Layers>
struct GraphPropagation {
    static_assert(Layers > 0, "linnet: GraphPropagation needs at least one layer.");
};

namespace detail {

/// The layers of an option that is a GraphPropagation; of others 0.
template <class Option>
inline constexpr std::size_t graph_layers_of = 0;
template <std::size_t Layers>
inline constexpr std::size_t graph_layers_of<GraphPropagation<Layers>> = Layers > 0 ? Layers : 1; // 0 is an error

/// The name by which a table of its own goes in the list of a network's tables, where its lookup has GraphPropagation.
template <class F>
consteval auto name_of_own_table() {
    constexpr std::string_view suffix = ".embedding";
    constexpr std::size_t n = F::name.size();
    char text[n + suffix.size() + 1]{};
    for (std::size_t i = 0; i < n; ++i) {
        text[i] = F::name[i];
    }
    for (std::size_t i = 0; i < suffix.size(); ++i) {
        text[n + i] = suffix[i];
    }
    return FixedString<n + suffix.size() + 1>{text};
}

/// The lookups with GraphPropagation among the TableUses of a network.
template <class Tables>
struct GraphTables;
template <class... Uses>
struct GraphTables<TypeList<Uses...>> {
    static constexpr std::size_t size = sizeof...(Uses);
    static constexpr std::size_t none = size;
    static constexpr std::array<std::string_view, size> names{Uses::name.view()...};
    static constexpr std::array<std::size_t, size> layers_of{Uses::graph_layers...};
    static constexpr std::array<std::size_t, size> columns_of{Uses::columns...};

    /// The first lookup with GraphPropagation in another table than `table`, or `none`.
    static constexpr auto first_beside = [](std::string_view table) {
        std::size_t i = 0;
        while (i < size && (layers_of[i] == 0 || names[i] == table)) {
            ++i;
        }
        return i;
    };
    static constexpr std::size_t first = first_beside({});
    static constexpr std::size_t second = first_beside(names[first]);

    static constexpr std::size_t layers = layers_of[first];

    /// Whether there are two tables, no more and no less.
    static constexpr bool are_two = [] {
        for (std::size_t i = 0; i < size; ++i) {
            if (second == none || (layers_of[i] != 0 && names[i] != names[first] && names[i] != names[second])) {
                return false;
            }
        }
        return true;
    }();
    /// Whether the lookups of each table agree in layers, and those of both tables in layers and columns.
    static constexpr bool agree = [] {
        for (std::size_t i = 0; i < size; ++i) {
            const bool of_graph = names[i] == names[first] || (second != none && names[i] == names[second]);
            if (of_graph && (layers_of[i] != layers || columns_of[i] != columns_of[first])) {
                return false;
            }
        }
        return true;
    }();

    /// The name of the table in which feature F is looked up, or nothing.
    template <class F>
    static constexpr std::string_view table_of() {
        std::string_view table;
        static_cast<void>(
            ((Uses::graph_layers != 0 && std::is_same_v<typename Uses::feature, F> ? (table = Uses::name.view(), true)
                                                                                   : false) ||
             ...));
        return table;
    }
};

/// The layers of the GraphPropagation of a network with these TableUses; 0 for one without.
template <class Tables>
inline constexpr std::size_t graph_layers = 0;
template <class... Uses>
    requires((Uses::graph_layers + ... + 0) > 0)
inline constexpr std::size_t graph_layers<TypeList<Uses...>> = GraphTables<TypeList<Uses...>>::layers;

/// Whether a layer can be checked by itself; if it looks up what only a model derives, it does not compile.
template <class L>
consteval bool is_checked_without_model() {
    constexpr bool plain = graph_layers<typename L::tables> == 0;
    static_assert(plain, "linnet: a lookup with GraphPropagation reads what a model derives from its graph: check the "
                         "gradients of the model, or the layer without that option.");
    return plain;
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA
