// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/scorer.hpp>
#include <linnet/core/text.hpp>
#include <linnet/data/user_items.hpp>
#include <linnet/kernels/top_k.hpp>
#include <linnet/recommend/reranker.hpp>

namespace linnet {

/// How `top_items` chooses.
struct TopItemsOptions {
    std::size_t k = 10;
    const UserItems* exclude_seen = nullptr; ///< leaves out what each user has here
    std::span<const row_id> exclude = {};    ///< leaves out these items
    std::span<const row_id> allow = {};      ///< leaves out all but these items; none: allows all
    bool unknown_row_0 = false; ///< row 0 is that of unknown ids: it is no item to list, and nobody knows what it saw
    const Reranker* rerank = nullptr; ///< chooses the k from the best `candidates`
    std::size_t candidates = 100;     ///< how many the reranker gets, at least k
    Executor* executor = nullptr;     ///< threads to divide the users among; none: the caller's
};

namespace detail {

/// 1 for every item that no user may get; nothing where each may get all.
[[nodiscard]] LINNET_COLD inline std::vector<char> left_out(std::size_t items, const TopItemsOptions& options) {
    std::vector<char> marks;
    const auto mark = [&](std::span<const row_id> rows, char value) {
        for (const row_id row : rows) {
            if (row < items) {
                marks[row] = value;
            }
        }
    };
    if (!options.exclude.empty() || !options.allow.empty() || options.unknown_row_0) {
        marks.assign(items, options.allow.empty() ? 0 : 1);
        mark(options.allow, 0);
        mark(options.exclude, 1);
        if (options.unknown_row_0 && items != 0) {
            marks[0] = 1;
        }
    }
    return marks;
}

/// The lists of some users, on one thread. Scores lie in a block that stays in cache; all users see the items of a
/// block before the next.
template <Scorer S>
LINNET_HOT void top_items_of(const S& scorer, std::span<const row_id> users, std::size_t k,
                             const std::vector<char>& marks, const TopItemsOptions& options,
                             std::vector<Scored<typename S::scalar>>* lists) {
    using T = typename S::scalar;
    constexpr std::size_t scores = 4096;
    constexpr std::size_t least_block = 128;
    const std::size_t together = std::min<std::size_t>(users.size(), 256);
    const std::size_t block = std::max(scores / together, least_block);
    Matrix<T> out(together, block);
    typename S::Workspace workspace;
    std::vector<TopK<T>> best(users.size(), TopK<T>(k));
    for (std::size_t item = 0; item < scorer.items(); item += block) {
        const std::size_t count = std::min(block, scorer.items() - item);
        const auto first_mark = marks.begin() + static_cast<std::ptrdiff_t>(marks.empty() ? 0 : item);
        if (!marks.empty() && std::count(first_mark, first_mark + static_cast<std::ptrdiff_t>(count), 0) == 0) {
            continue;
        }
        for (std::size_t first = 0; first < users.size(); first += together) {
            const std::size_t n = std::min(together, users.size() - first);
            const MatrixView<T> part{out.view().data, n, count, out.stride()};
            scorer.score(users.subspan(first, n), item, part, workspace);
            for (std::size_t u = 0; u < n; ++u) {
                const row_id user = users[first + u];
                const UserItems* const seen = options.unknown_row_0 && user == 0 ? nullptr : options.exclude_seen;
                best[first + u].template add_block<native_width<T>>(
                    static_cast<row_id>(item), part.row(u), count, [&](row_id row) {
                        return (marks.empty() || marks[row] == 0) && (seen == nullptr || !seen->contains(user, row));
                    });
            }
        }
    }
    for (std::size_t u = 0; u < users.size(); ++u) {
        lists[u] = best[u].take();
    }
}

/// Puts the candidates that the reranker chose into a list, in its order.
template <class T>
LINNET_COLD void rerank(const Reranker& reranker, row_id user, std::size_t k, std::vector<Scored<T>>& list) {
    std::vector<Scored<double>> candidates;
    candidates.reserve(list.size());
    for (const Scored<T>& item : list) {
        candidates.push_back({item.row, static_cast<double>(item.score)});
    }
    std::vector<Scored<T>> chosen;
    for (const std::size_t place : reranker.choose(user, candidates, k)) {
        chosen.push_back(list[place]);
    }
    list = std::move(chosen);
}

} // namespace detail

/// For each user the k items with the highest scores, the best first; ties go to the lower row, NaN comes last. A list
/// is shorter where fewer items are left. The lists do not depend on the number of threads.
/// Throws IdError if a user is not a row of the scorer, and what the reranker's check throws.
/// Cost: a score for each pair of user and item, and a comparison of packs; log k for one that enters the list.
template <Scorer S>
[[nodiscard]] LINNET_COLD std::vector<std::vector<Scored<typename S::scalar>>>
top_items(const S& scorer, std::span<const row_id> users, const TopItemsOptions& options = {}) {
    const std::size_t items = scorer.items();
    for (std::size_t i = 0; i < users.size(); ++i) {
        if (users[i] >= scorer.users()) {
            detail::fail<IdError>(
                {"top_items: user ", i, " has row ", users[i], ", which is not below ", std::size_t{scorer.users()}});
        }
    }
    if (options.rerank != nullptr) {
        options.rerank->check(items);
    }
    const std::size_t wanted = options.rerank == nullptr ? options.k : std::max(options.k, options.candidates);
    std::vector<std::vector<Scored<typename S::scalar>>> lists(users.size());
    const std::vector<char> marks = detail::left_out(items, options);
    for_each_part(options.executor, users.size(), 1, 16 * items, [&](std::size_t first, std::size_t count) {
        if (count != 0) {
            detail::top_items_of(scorer, users.subspan(first, count), std::min(wanted, items), marks, options,
                                 lists.data() + first);
        }
        for (std::size_t u = first; u < first + count && options.rerank != nullptr; ++u) {
            detail::rerank(*options.rerank, users[u], options.k, lists[u]);
        }
    });
    return lists;
}

} // namespace linnet
