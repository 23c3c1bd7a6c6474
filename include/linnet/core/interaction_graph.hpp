// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// For each node of one kind its neighbours of one kind, in rising order: a sparse matrix of zeros and ones, in
/// compressed rows.
struct NeighbourLists {
    std::vector<std::uint64_t> offsets;
    std::vector<row_id> neighbours;

    [[nodiscard]] std::size_t size() const { return offsets.empty() ? 0 : offsets.size() - 1; }
    [[nodiscard]] std::size_t degree(std::size_t node) const { return offsets[node + 1] - offsets[node]; }
    [[nodiscard]] std::span<const row_id> of(std::size_t node) const {
        return std::span<const row_id>(neighbours).subspan(offsets[node], degree(node));
    }
};

/// Which users had which items, as a graph whose edges join a row of a user and a row of an item, and, in a social
/// graph, two users. GraphPropagation moves the vectors of both along them.
class InteractionGraph {
public:
    InteractionGraph() = default;

    /// User `users[i]` had item `items[i]`. Repetitions count once.
    /// Throws SettingError if the columns differ in length, IdError if a row is not below its number of rows.
    InteractionGraph(std::span<const row_id> users, std::span<const row_id> items, std::size_t user_rows,
                     std::size_t item_rows);

    /// Also joins user `from[i]` and user `to[i]`, who follows, trusts or is a friend of the other. Edges have no
    /// direction, so trust counts for both. Repetitions, in either direction, count once, and pairs of a user and
    /// themselves not at all.
    /// Throws SettingError if the columns differ in length, IdError if a row is not below the number of users.
    void join_users(std::span<const row_id> from, std::span<const row_id> to);

    /// For each user the items, and for each item the users. Rows without any have an empty list.
    [[nodiscard]] const NeighbourLists& items_of_users() const { return items_of_users_; }
    [[nodiscard]] const NeighbourLists& users_of_items() const { return users_of_items_; }
    /// For each user the users that they are joined with; no lists at all if `join_users` joined nobody.
    [[nodiscard]] const NeighbourLists& users_of_users() const { return users_of_users_; }
    [[nodiscard]] bool is_social() const { return users_of_users_.size() != 0; }

    /// The number of edges of a user, to items and to other users.
    [[nodiscard]] std::size_t degree_of_user(std::size_t user) const {
        return items_of_users_.degree(user) + (is_social() ? users_of_users_.degree(user) : 0);
    }

    /// The number of rows of users and of items, including those without any edge.
    [[nodiscard]] std::size_t users() const { return items_of_users_.size(); }
    [[nodiscard]] std::size_t items() const { return users_of_items_.size(); }
    /// The number of edges between users and items.
    [[nodiscard]] std::size_t size() const { return items_of_users_.neighbours.size(); }

private:
    /// The lists of nodes `from[i]` with neighbours `to[i]`.
    static NeighbourLists lists_of(std::span<const row_id> from, std::span<const row_id> to, std::size_t from_rows,
                                   std::size_t to_rows);
    /// For each of `nodes` neighbours the nodes that list it, in rising order.
    static NeighbourLists transposed(const NeighbourLists& lists, std::size_t nodes);
    /// Drops neighbours that are equal to the one before; there may then be some beyond the last list.
    static NeighbourLists without_repetitions(NeighbourLists lists);

    NeighbourLists items_of_users_;
    NeighbourLists users_of_items_;
    NeighbourLists users_of_users_;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION InteractionGraph::InteractionGraph(std::span<const row_id> users,
                                                                 std::span<const row_id> items, std::size_t user_rows,
                                                                 std::size_t item_rows) {
    if (users.size() != items.size()) {
        detail::fail<SettingError>({"InteractionGraph: ", users.size(), " users and ", items.size(), " items"});
    }
    for (std::size_t i = 0; i < users.size(); ++i) {
        if (users[i] >= user_rows || items[i] >= item_rows) {
            detail::fail<IdError>({"InteractionGraph, row ", i, ": user ", users[i], " or item ", items[i],
                                   " is not below ", user_rows, " or ", item_rows});
        }
    }
    items_of_users_ = lists_of(users, items, user_rows, item_rows);
    users_of_items_ = transposed(items_of_users_, item_rows);
}

LINNET_COLD LINNET_DEFINITION void InteractionGraph::join_users(std::span<const row_id> from,
                                                                std::span<const row_id> to) {
    if (from.size() != to.size()) {
        detail::fail<SettingError>({"join_users: ", from.size(), " users and ", to.size(), " users to join them with"});
    }
    std::vector<row_id> ends[2];
    const auto add = [&](row_id user, row_id other) {
        ends[0].push_back(user);
        ends[1].push_back(other);
    };
    for (std::size_t user = 0; user < users_of_users_.size(); ++user) { // those joined before
        for (const row_id other : users_of_users_.of(user)) {
            add(static_cast<row_id>(user), other);
        }
    }
    for (std::size_t i = 0; i < from.size(); ++i) {
        if (from[i] >= users() || to[i] >= users()) {
            detail::fail<IdError>(
                {"join_users, row ", i, ": user ", from[i], " or user ", to[i], " is not below ", users()});
        }
        if (from[i] != to[i]) {
            add(from[i], to[i]);
            add(to[i], from[i]);
        }
    }
    if (!ends[0].empty()) {
        users_of_users_ = lists_of(ends[0], ends[1], users(), users());
    }
}

LINNET_COLD LINNET_DEFINITION NeighbourLists InteractionGraph::lists_of(std::span<const row_id> from,
                                                                        std::span<const row_id> to,
                                                                        std::size_t from_rows, std::size_t to_rows) {
    // As lists of one neighbour for each pair, which transpositions bring in order.
    NeighbourLists node_of_pairs{std::vector<std::uint64_t>(from.size() + 1), {from.begin(), from.end()}};
    for (std::size_t i = 0; i < from.size(); ++i) {
        node_of_pairs.offsets[i + 1] = i + 1;
    }
    NeighbourLists of_nodes = transposed(node_of_pairs, from_rows);
    for (row_id& pair : of_nodes.neighbours) {
        pair = to[pair];
    }
    return transposed(without_repetitions(transposed(of_nodes, to_rows)), from_rows);
}

LINNET_COLD LINNET_DEFINITION NeighbourLists InteractionGraph::transposed(const NeighbourLists& lists,
                                                                          std::size_t nodes) {
    const std::uint64_t edges = lists.offsets[lists.size()];
    NeighbourLists result{std::vector<std::uint64_t>(nodes + 1), std::vector<row_id>(edges)};
    for (std::uint64_t at = 0; at < edges; ++at) {
        ++result.offsets[lists.neighbours[at] + 1];
    }
    for (std::size_t i = 1; i <= nodes; ++i) {
        result.offsets[i] += result.offsets[i - 1];
    }
    std::vector<std::uint64_t> next(result.offsets);
    for (std::size_t i = 0; i < lists.size(); ++i) {
        for (std::uint64_t at = lists.offsets[i]; at < lists.offsets[i + 1]; ++at) {
            result.neighbours[next[lists.neighbours[at]]++] = static_cast<row_id>(i);
        }
    }
    return result;
}

LINNET_COLD LINNET_DEFINITION NeighbourLists InteractionGraph::without_repetitions(NeighbourLists lists) {
    std::uint64_t kept = 0;
    std::uint64_t first = 0; // of the list, before anything was dropped
    for (std::size_t i = 0; i < lists.size(); ++i) {
        const std::uint64_t last = lists.offsets[i + 1];
        const std::uint64_t begin = kept;
        for (std::uint64_t at = first; at < last; ++at) {
            if (kept == begin || lists.neighbours[kept - 1] != lists.neighbours[at]) {
                lists.neighbours[kept++] = lists.neighbours[at];
            }
        }
        first = last;
        lists.offsets[i + 1] = kept;
    }
    return lists;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
