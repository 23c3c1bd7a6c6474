// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/scorer.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/top_k.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/recommend/reranker.hpp>
#include <linnet/recommend/score_tiles.hpp>

namespace linnet::inline LINNET_ISA {

/// How `top_items` chooses.
struct TopItemsOptions {
    std::size_t k = 10;
    const UserItems* exclude_seen = nullptr; ///< leaves out what each user has here
    std::span<const row_id> exclude = {};    ///< leaves out these items
    std::span<const row_id> allow = {};      ///< leaves out all but these items; empty: allows all
    std::size_t first_rows = std::numeric_limits<std::size_t>::max(); ///< lists only this many rows of items
    bool unknown_row_0 = true;        ///< row 0 is that of unknown ids: never listed, and without a history
    const Reranker* rerank = nullptr; ///< chooses the k from the best `candidates`
    std::size_t candidates = 100;     ///< how many the reranker gets, at least k
    Executor* executor = nullptr;     ///< threads to divide the users among; null: the thread of the caller
};

namespace detail {

/// 1 for every item that no user may get; empty if all items are allowed.
[[nodiscard]] AlignedBuffer<char> left_out(std::size_t items, const TopItemsOptions& options);

/// How many items of a user are found, of which a reranker may choose.
[[nodiscard]] inline std::size_t places_in_list(const TopItemsOptions& options) {
    return options.rerank == nullptr ? options.k : std::max(options.k, options.candidates);
}

/// Throws IdError, naming the caller, if a user is not a row.
void check_users(std::string_view who, std::span<const row_id> users, std::size_t rows);

/// Lists side by side, with `k` places each. It takes fewer templates than a vector of vectors.
template <class T>
struct FlatLists {
    FlatLists(std::size_t lists, std::size_t most) : k{most}, places(lists * most), counts(lists) {}

    [[nodiscard]] std::span<const Scored<T>> list(std::size_t i) const { return {places.data() + i * k, counts[i]}; }

    std::size_t k;
    AlignedBuffer<Scored<T>> places;
    AlignedBuffer<std::size_t> counts;
};

/// Lists for users `begin` ... `begin + n - 1`, on one thread.
template <Scorer S>
LINNET_HOT void top_items_of(const S& scorer, std::span<const row_id> all_users, std::size_t begin, std::size_t n,
                             const AlignedBuffer<char>& marks, const TopItemsOptions& options,
                             FlatLists<typename S::scalar>& lists) {
    using T = typename S::scalar;
    const std::span<const row_id> users = all_users.subspan(begin, n);
    AlignedBuffer<kernels::TopKHeap<T>> best(n);
    for (std::size_t u = 0; u < n; ++u) {
        best[u] = kernels::TopKHeap<T>(lists.places.data() + (begin + u) * lists.k, lists.k);
    }
    const RowsOfUsers rows{users, has_of_users<S>};
    score_tiles(
        scorer_of_users(scorer, users), rows.rows(), std::min<std::size_t>(scorer.items(), options.first_rows),
        [&](std::size_t item, std::size_t count) {
            return marks.size() != 0 && std::count(marks.data() + item, marks.data() + item + count, char{0}) == 0;
        },
        [&](std::size_t first, std::size_t item, const MatrixView<T>& tile) {
            for (std::size_t u = 0; u < tile.rows; ++u) {
                const row_id user = users[first + u];
                const UserItems* const seen = options.unknown_row_0 && user == 0 ? nullptr : options.exclude_seen;
                best[first + u].template add_block<native_width<T>>(
                    static_cast<row_id>(item), tile.row(u), tile.columns, [&](row_id row) {
                        return (marks.size() == 0 || marks[row] == 0) &&
                               (seen == nullptr || !seen->contains(user, row));
                    });
            }
        });
    for (std::size_t u = 0; u < n; ++u) {
        lists.counts[begin + u] = best[u].finish();
    }
}

/// Moves the candidates that the reranker chose to the front of a list, in its order.
template <class T>
LINNET_COLD std::size_t rerank(const Reranker& reranker, row_id user, std::size_t k, Scored<T>* list,
                               std::size_t count) {
    AlignedBuffer<Scored<double>> candidates(count);
    AlignedBuffer<Scored<T>> before(count);
    for (std::size_t i = 0; i < count; ++i) {
        before[i] = list[i];
        candidates[i] = {list[i].row, static_cast<double>(list[i].score)};
    }
    const std::vector<std::size_t> chosen =
        chosen_places(reranker, user, {candidates.data(), count}, std::min(k, count));
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        list[i] = before[chosen[i]];
    }
    return chosen.size();
}

/// Users must be rows of the scorer.
template <Scorer S>
[[nodiscard]] LINNET_COLD FlatLists<typename S::scalar> flat_top_items(const S& scorer, std::span<const row_id> users,
                                                                       const TopItemsOptions& options) {
    const std::size_t items = std::min<std::size_t>(scorer.items(), options.first_rows);
    if (options.rerank != nullptr) {
        options.rerank->check(items);
    }
    FlatLists<typename S::scalar> lists(users.size(), std::min(places_in_list(options), items));
    const AlignedBuffer<char> marks = left_out(items, options);
    for_each_share(options.executor, users.size(), 1, 16 * items, [&](std::size_t first, std::size_t count) {
        std::size_t at_once = count;
        if constexpr (requires { S::users_at_once; }) {
            at_once = S::users_at_once;
        }
        for (std::size_t begin = first; begin < first + count; begin += at_once) {
            top_items_of(scorer, users, begin, std::min(at_once, first + count - begin), marks, options, lists);
        }
        for (std::size_t u = first; u < first + count && options.rerank != nullptr; ++u) {
            lists.counts[u] =
                rerank(*options.rerank, users[u], options.k, lists.places.data() + u * lists.k, lists.counts[u]);
        }
    });
    return lists;
}

} // namespace detail

/// For each user the k items with the highest scores, best first; ties go to the lower row, and NaN comes last. A list
/// is shorter if fewer items are left. The lists do not depend on the number of threads.
/// Throws IdError if a user is not a row of the scorer, SettingError if the reranker chooses what is not a candidate,
/// and what the scorer and the reranker's check throw.
/// Cost: a score for each pair of user and item, and a comparison of packs; log k for an item that enters the list.
template <Scorer S>
[[nodiscard]] LINNET_COLD std::vector<std::vector<Scored<typename S::scalar>>>
top_items(const S& scorer, std::span<const row_id> users, const TopItemsOptions& options = {}) {
    detail::check_users("top_items", users, scorer.users());
    const auto flat = detail::flat_top_items(scorer, users, options);
    std::vector<std::vector<Scored<typename S::scalar>>> lists(users.size());
    for (std::size_t u = 0; u < users.size(); ++u) {
        const auto list = flat.list(u);
        lists[u].assign(list.begin(), list.end());
    }
    return lists;
}

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION void check_users(std::string_view who, std::span<const row_id> users, std::size_t rows) {
    for (std::size_t i = 0; i < users.size(); ++i) {
        if (users[i] >= rows) {
            fail<IdError>({who, ": user ", i, " has row ", users[i], ", which is not below ", rows});
        }
    }
}

LINNET_COLD LINNET_DEFINITION AlignedBuffer<char> left_out(std::size_t items, const TopItemsOptions& options) {
    if (options.exclude.empty() && options.allow.empty() && !options.unknown_row_0) {
        return {};
    }
    AlignedBuffer<char> marks(items);
    const auto mark = [&](std::span<const row_id> rows, char value) {
        for (const row_id row : rows) {
            if (row < items) {
                marks[row] = value;
            }
        }
    };
    for (std::size_t item = 0; item < items; ++item) {
        marks[item] = options.allow.empty() ? 0 : 1;
    }
    mark(options.allow, 0);
    mark(options.exclude, 1);
    if (options.unknown_row_0 && items != 0) {
        marks[0] = 1;
    }
    return marks;
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
