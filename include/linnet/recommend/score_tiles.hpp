// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/scorer.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Whether computing something once for each user is better than once for each block of items.
template <Scorer S>
inline constexpr bool has_of_users =
    requires(const S& scorer, std::span<const row_id> users) { scorer.of_users(users); };

/// The scorer itself, or, if it has one, a scorer of these users alone, whose rows are the places of the users. One
/// with `users_at_once` is asked for so many users at most.
template <Scorer S>
[[nodiscard]] decltype(auto) scorer_of_users(const S& scorer, std::span<const row_id> users) {
    if constexpr (has_of_users<S>) {
        return scorer.of_users(users);
    } else {
        return (scorer);
    }
}

/// What `scorer_of_users` calls these users: 0, 1, ... if it goes by their places.
class RowsOfUsers {
public:
    RowsOfUsers(std::span<const row_id> users, bool by_place) : places_(by_place ? users.size() : 0), rows_{users} {
        if (by_place) {
            std::iota(places_.data(), places_.data() + places_.size(), row_id{0});
            rows_ = {places_.data(), places_.size()};
        }
    }

    [[nodiscard]] std::span<const row_id> rows() const { return rows_; }

private:
    AlignedBuffer<row_id> places_;
    std::span<const row_id> rows_;
};

/// Scores items 0 ... `items - 1` for users in tiles that stay in the cache, such that all users see a block of items
/// before the next. For each it calls `take(first, item, tile)`, in which tile(u, j) is the score of item `item + j`
/// for user `users[first + u]`. Blocks of items for which `skip(item, count)` are left out.
template <Scorer S, class Skip, class Take>
LINNET_HOT void score_tiles(const S& scorer, std::span<const row_id> users, std::size_t items, const Skip& skip,
                            const Take& take) {
    using T = typename S::scalar;
    constexpr std::size_t scores = 4096;
    constexpr std::size_t least_block = 128;
    const std::size_t together = std::clamp<std::size_t>(users.size(), 1, 256);
    const std::size_t block = std::max(scores / together, least_block);
    AlignedBuffer<T> out(together * block);
    typename S::Workspace workspace;
    for (std::size_t item = 0; item < items; item += block) {
        const std::size_t count = std::min(block, items - item);
        if (skip(item, count)) {
            continue;
        }
        for (std::size_t first = 0; first < users.size(); first += together) {
            const std::size_t some = std::min(together, users.size() - first);
            const MatrixView<T> tile{out.data(), some, count, block};
            scorer.score(users.subspan(first, some), item, tile, workspace);
            take(first, item, tile);
        }
    }
}

} // namespace linnet::inline LINNET_ISA::detail
