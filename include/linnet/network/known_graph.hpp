// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/interaction_graph.hpp>
#include <linnet/log/user_items.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// An edge for each pair, but none for row 0 where it stands for unknown ids.
[[nodiscard]] InteractionGraph graph_of(const UserItems& interactions, bool unknown_user_0, bool unknown_item_0);

/// As `InteractionGraph::join_users`, but without row 0 where it stands for unknown ids.
void join_known_users(InteractionGraph& graph, std::span<const row_id> from, std::span<const row_id> to,
                      bool unknown_user_0);

} // namespace linnet::inline LINNET_ISA::detail

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA::detail {

LINNET_COLD LINNET_DEFINITION InteractionGraph graph_of(const UserItems& interactions, bool unknown_user_0,
                                                        bool unknown_item_0) {
    std::vector<row_id> users(interactions.size());
    std::vector<row_id> items(interactions.size());
    std::size_t edges = 0;
    for (std::size_t user = unknown_user_0 ? 1 : 0; user < interactions.users(); ++user) {
        for (const row_id item : interactions.of(user)) {
            if (item != 0 || !unknown_item_0) {
                users[edges] = static_cast<row_id>(user);
                items[edges] = item;
                ++edges;
            }
        }
    }
    return {{users.data(), edges}, {items.data(), edges}, interactions.users(), interactions.items()};
}

LINNET_COLD LINNET_DEFINITION void join_known_users(InteractionGraph& graph, std::span<const row_id> from,
                                                    std::span<const row_id> to, bool unknown_user_0) {
    std::vector<row_id> known[2]{{from.begin(), from.end()}, {to.begin(), to.end()}};
    for (std::size_t i = 0; unknown_user_0 && i < from.size() && i < to.size(); ++i) {
        if (from[i] == 0 || to[i] == 0) {
            known[0][i] = known[1][i] = 0; // a pair of one row is no edge
        }
    }
    graph.join_users(known[0], known[1]);
}

} // namespace linnet::inline LINNET_ISA::detail

#endif // LINNET_DEFINES
