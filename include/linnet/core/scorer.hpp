// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>

namespace linnet::inline LINNET_ISA {

/// Scores every item for a user: a model, or a baseline such as the most popular items. Higher is better.
///
/// requires:
///   S::scalar            float or double
///   S::Workspace         what a call keeps; one for each thread
///   s.users(), s.items() the number of rows of users and of items; row 0 is that of unknown ids
///   s.score(users, first, out, workspace)
///     Shapes: users `n` rows of users; out `n x m`, m items from row `first` on.
///     ensures: out(u, j) is the score of item `first + j` for user `users[u]`, whatever block of items is asked for.
///   s.score_items(user, items, out, workspace), optional: some items of one user, as when negatives are sampled
///     Shapes: items `n` rows of items in rising order; out `n`.
///     ensures: out[i] has the bits that `score` gives item items[i]. Without it, each run of rows is scored as a
///     block.
template <class S>
concept Scorer = std::default_initializable<typename S::Workspace> &&
                 requires(const S& s, std::span<const row_id> users, std::size_t first,
                          MatrixView<typename S::scalar> out, typename S::Workspace& workspace) {
                     { s.users() } -> std::convertible_to<std::size_t>;
                     { s.items() } -> std::convertible_to<std::size_t>;
                     s.score(users, first, out, workspace);
                 };

} // namespace linnet::inline LINNET_ISA
