// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/scorer.hpp>
#include <linnet/kernels/top_k.hpp>
#include <linnet/recommend/top_items.hpp>

namespace linnet::inline LINNET_ISA {

/// Calls `visit(user, list)` for each of the users, in their order, with the list that `top_items` gives for the user:
/// for a catalogue and users whose lists do not fit in memory together. The list is valid during the call. Users come
/// in blocks, each of which is divided among the threads of `options.executor` before it is visited by the thread of
/// the caller; at most 32 MB of lists are in memory at once, or 64 lists if those are longer.
/// Throws what `top_items` throws, for a user who is not a row before the first visit, and what `visit` throws, after
/// which nothing more is visited.
template <Scorer S, class Visit>
LINNET_COLD void for_each_list(const S& scorer, std::span<const row_id> users, const TopItemsOptions& options,
                               Visit&& visit) {
    using List = std::span<const Scored<typename S::scalar>>;
    static_assert(
        std::invocable<Visit&, row_id, List>,
        "linnet: for_each_list calls visit(user, list) with a row_id and a std::span<const Scored<T>>, where T "
        "is the scalar of the scorer.");
    constexpr std::size_t places = std::size_t{1} << 22;
    constexpr std::size_t least = 64;
    constexpr std::size_t most = 4096; // their scores and lists stay near while the items pass
    detail::check_users("for_each_list", users, scorer.users());
    const std::size_t length = std::min<std::size_t>(detail::places_in_list(options), scorer.items());
    const std::size_t block = std::clamp(places / std::max<std::size_t>(1, length), least, most);
    for (std::size_t first = 0; first < users.size(); first += block) {
        const std::span<const row_id> some = users.subspan(first, std::min(block, users.size() - first));
        const auto lists = detail::flat_top_items(scorer, some, options);
        for (std::size_t u = 0; u < some.size(); ++u) {
            if constexpr (std::invocable<Visit&, row_id, List>) {
                visit(some[u], lists.list(u));
            }
        }
    }
}

/// As above for all users of the scorer, but for row 0 if that is the unknown user's (`options.unknown_row_0`).
template <Scorer S, class Visit>
LINNET_COLD void for_each_list(const S& scorer, const TopItemsOptions& options, Visit&& visit) {
    std::vector<row_id> users;
    for (std::size_t user = options.unknown_row_0 ? 1 : 0; user < scorer.users(); ++user) {
        users.push_back(static_cast<row_id>(user));
    }
    for_each_list(scorer, std::span<const row_id>{users}, options, visit);
}

} // namespace linnet::inline LINNET_ISA
