// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/metric.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/scorer.hpp>
#include <linnet/core/text.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/metrics/catalogue_coverage.hpp>
#include <linnet/metrics/exposure_entropy.hpp>
#include <linnet/metrics/gini_of_exposure.hpp>
#include <linnet/metrics/hit_rate_at.hpp>
#include <linnet/metrics/intra_list_diversity.hpp>
#include <linnet/metrics/map_at.hpp>
#include <linnet/metrics/mrr_at.hpp>
#include <linnet/metrics/ndcg_at.hpp>
#include <linnet/metrics/novelty.hpp>
#include <linnet/metrics/popularity_overlap.hpp>
#include <linnet/metrics/ranked_lists.hpp>
#include <linnet/metrics/recall_at.hpp>
#include <linnet/metrics/tail_share.hpp>
#include <linnet/recommend/ranking_options.hpp>
#include <linnet/recommend/reranker.hpp>
#include <linnet/recommend/user_ranker.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// How many items are relevant to a user. Unknown items share row 0, and each counts.
[[nodiscard]] inline std::size_t relevant_items(const UserItems& relevant, row_id user, std::size_t first_item) {
    const std::size_t unknown = first_item == 0 ? 0 : relevant.unknown(user);
    return relevant.of(user).size() + unknown - (unknown != 0 ? 1 : 0);
}

/// " [uniform 99]": how the candidates of these users were sampled, and how many there are besides the relevant ones.
[[nodiscard]] std::string sampling_protocol(const UserItems& relevant, const RankingOptions& options,
                                            std::span<const row_id> users);

/// Throws SettingError if a log has other items than the scorer.
void check_ranking(const UserItems& relevant, const RankingOptions& options, std::size_t users, std::size_t items);

// These are templates, so that programs that do not rank need not compile a dozen metrics.

template <class Any, class... Metrics>
LINNET_COLD void append_metrics(std::vector<Any>& list, const Metrics&... metrics) {
    (list.push_back(Any{metrics}), ...);
}

template <Scorer>
[[nodiscard]] LINNET_COLD std::vector<AnyRankingMetric> default_ranking_metrics() {
    std::vector<AnyRankingMetric> metrics;
    append_metrics(metrics, HitRateAt{10}, RecallAt{10}, NdcgAt{10}, MapAt{10}, MrrAt{0});
    return metrics;
}

template <Scorer>
[[nodiscard]] LINNET_COLD std::vector<AnyDiversityMetric> default_diversity_metrics(bool with_counts,
                                                                                    bool with_vectors) {
    std::vector<AnyDiversityMetric> metrics;
    append_metrics(metrics, CatalogueCoverage{}, GiniOfExposure{}, ExposureEntropy{});
    if (with_counts) {
        append_metrics(metrics, Novelty{}, TailShare{}, PopularityOverlap{});
    }
    if (with_vectors) {
        append_metrics(metrics, IntraListDiversity{});
    }
    return metrics;
}

/// For each ranked user, the rows from `first_item` on that they have in one of the logs; with `below`, also those
/// before `first_item`.
template <Scorer>
[[nodiscard]] LINNET_COLD RankedLists lists_from(std::span<const UserItems* const> logs, std::span<const row_id> users,
                                                 std::size_t first_item, bool below) {
    RankedLists lists;
    std::vector<row_id> rows;
    for (const row_id user : users) {
        rows.clear();
        for (std::size_t row = 0; below && row < first_item; ++row) {
            rows.push_back(static_cast<row_id>(row));
        }
        for (const UserItems* log : logs) {
            for (const row_id row : log->of(user)) {
                if (row >= first_item) {
                    rows.push_back(row);
                }
            }
        }
        lists.add(rows);
    }
    return lists;
}

template <Scorer S>
LINNET_COLD void add_diversity(RankingEvaluation& result, const UserItems& relevant, const RankingOptions& options,
                               std::size_t items) {
    const UserItems* train = options.train;
    if (train == nullptr && !options.exclude_seen.empty()) {
        train = options.exclude_seen.front();
    }
    const UserItems* const liked[] = {&relevant};
    const std::size_t first_item = options.unknown_row_0 ? 1 : 0;
    const RankedLists seen_lists = lists_from<S>(options.exclude_seen, result.users, first_item, true);
    const RankedLists liked_lists = lists_from<S>(liked, result.users, first_item, false);
    Catalogue catalogue{items - std::min(first_item, items), {}, 0, options.vectors, &seen_lists, &liked_lists};
    std::vector<std::uint32_t> counts;
    if (train != nullptr) {
        counts.assign(train->counts().begin(), train->counts().end());
        counts.resize(items);
        std::fill_n(counts.begin(), std::min(first_item, items), std::uint32_t{0});
        catalogue.counts = counts;
        for (std::size_t user = 0; user < train->users(); ++user) { // rows without items are not users
            catalogue.users += train->of(user).empty() ? 0 : 1;
        }
    }
    const std::vector<AnyDiversityMetric> defaults =
        options.diversity.empty() ? default_diversity_metrics<S>(train != nullptr, options.vectors.rows != 0)
                                  : std::vector<AnyDiversityMetric>{};
    for (const AnyDiversityMetric& metric : options.diversity.empty() ? defaults : options.diversity) {
        result.diversity.emplace_back(metric.name(), metric(result.lists, catalogue));
    }
}

/// Keeps so many users, those for whom the lowest numbers are drawn, in their order.
void keep_drawn_users(std::vector<row_id>& users, std::size_t most, std::uint64_t seed);

/// The mean of the values that are not NaN; NaN if there are none.
[[nodiscard]] double mean_of_known(std::span<const double> values);

} // namespace detail

/// How a scorer ranks all items, or sampled ones, for the users who have relevant items, and how varied the lists are.
///
/// `relevant` says who had what in the test. Users without an item in it are not ranked, and neither is row 0, the
/// unknown user; with `options.most_users` only a sample of the others is. An unknown item counts as relevant, once for
/// each time that the log has it, and cannot be found. Candidates are all items except the excluded ones. The positive
/// loses ties, and NaN is worse than any number (see `ranks_of`). Lists hold the best `options.k` items, with ties
/// going to the lower row, or what `options.rerank` chooses; then the rank of a relevant item is its place in the list,
/// and items outside the list have no rank. With `options.sampled`, the candidates are those items of the user and the
/// relevant ones, whatever is excluded, and the names of metrics say so. Users are divided among the threads of
/// `options.executor`; the bits are the same for any number of them. The comparison with popularity uses the items that
/// each user could get; the users of the training log are those with an item in it. Throws SettingError if a log has
/// users or items that the scorer does not know, or if the reranker chooses what is not a candidate; and what the
/// scorer throws. Cost: that of `top_items`, a comparison of packs for each score and relevant item, and the scores of
/// the relevant items once more; for sampled items, only their scores.
template <Scorer S>
[[nodiscard]] LINNET_COLD RankingEvaluation evaluate_ranking(const S& scorer, const UserItems& relevant,
                                                             const RankingOptions& options = {}) {
    detail::check_ranking(relevant, options, scorer.users(), scorer.items());
    RankingEvaluation result;
    result.sampled = options.sampled != nullptr;
    for (std::size_t user = options.unknown_row_0 ? 1 : 0; user < relevant.users(); ++user) {
        if (!relevant.of(user).empty()) {
            result.users.push_back(static_cast<row_id>(user));
        }
    }
    if (options.most_users != 0) {
        detail::keep_drawn_users(result.users, options.most_users, options.users_seed);
    }
    const std::span<const row_id> users = result.users;
    const std::vector<AnyRankingMetric> metrics =
        options.metrics.empty() ? detail::default_ranking_metrics<S>() : options.metrics;
    result.per_user.assign(metrics.size(), std::vector<double>(users.size()));
    if (options.rerank != nullptr) {
        options.rerank->check(scorer.items());
    }
    std::vector<std::vector<row_id>> lists(users.size());
    const std::size_t scores = result.sampled
                                   ? options.sampled->size() / std::max<std::size_t>(1, options.sampled->users()) + 1
                                   : std::size_t{scorer.items()};
    const auto rank_users = [&](std::size_t first, std::size_t count) {
        detail::UserRanker<S> ranker{scorer, relevant, options};
        const std::size_t block = ranker.users_at_once();
        for (std::size_t begin = first; begin < first + count; begin += block) {
            const auto take = [&](std::size_t u, std::span<const std::size_t> ranks, std::span<const row_id> list) {
                const std::size_t count_relevant =
                    detail::relevant_items(relevant, users[begin + u], options.unknown_row_0 ? 1 : 0);
                for (std::size_t m = 0; m < metrics.size(); ++m) {
                    result.per_user[m][begin + u] = metrics[m](ranks, count_relevant);
                }
                lists[begin + u].assign(list.begin(), list.end());
            };
            ranker.rank(users.subspan(begin, std::min(block, first + count - begin)), take);
        }
    };
    for_each_share(options.executor, users.size(), 1, 16 * scores, rank_users);

    const std::string protocol = result.sampled ? detail::sampling_protocol(relevant, options, users) : "";
    for (std::size_t m = 0; m < metrics.size(); ++m) {
        result.accuracy.emplace_back(metrics[m].name() + protocol, detail::mean_of_known(result.per_user[m]));
    }
    if (!result.sampled) {
        for (const auto& list : lists) {
            result.lists.add(list);
        }
        detail::add_diversity<S>(result, relevant, options, scorer.items());
    }
    return result;
}

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <cmath>
#include <limits>

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION std::string sampling_protocol(const UserItems& relevant, const RankingOptions& options,
                                                            std::span<const row_id> users) {
    std::size_t least = std::numeric_limits<std::size_t>::max();
    std::size_t most = 0;
    for (const row_id user : users) {
        std::size_t count = 0;
        for (const row_id item : options.sampled->of(user)) {
            count += item >= (options.unknown_row_0 ? 1U : 0U) && !relevant.contains(user, item) ? 1 : 0;
        }
        least = std::min(least, count);
        most = std::max(most, count);
    }
    if (least >= most) {
        return text({" [", options.sampling, " ", most, "]"});
    }
    return text({" [", options.sampling, " ", least, " to ", most, "]"});
}

LINNET_COLD LINNET_DEFINITION void check_ranking(const UserItems& relevant, const RankingOptions& options,
                                                 std::size_t users, std::size_t items) {
    const auto check = [&](const UserItems& log, const char* what) {
        if (log.items() > items || log.users() > users) {
            fail<SettingError>({"evaluate_ranking: ", what, " has ", log.users(), " users and ", log.items(),
                                " items, and the scorer knows ", users, " and ", items});
        }
    };
    check(relevant, "the log of relevant items");
    for (const UserItems* log : options.exclude_seen) {
        check(*log, "a log to exclude");
    }
    if (options.sampled != nullptr) {
        check(*options.sampled, "the log of sampled items");
    }
}

LINNET_COLD LINNET_DEFINITION void keep_drawn_users(std::vector<row_id>& users, std::size_t most, std::uint64_t seed) {
    if (users.size() <= most) {
        return;
    }
    const Random random{seed, 0};
    const auto end = users.begin() + static_cast<std::ptrdiff_t>(most);
    std::nth_element(users.begin(), end, users.end(), [&](row_id a, row_id b) {
        const std::uint64_t of_a = random.bits(a);
        const std::uint64_t of_b = random.bits(b);
        return of_a != of_b ? of_a < of_b : a < b;
    });
    users.erase(end, users.end());
    std::sort(users.begin(), users.end());
}

LINNET_COLD LINNET_DEFINITION double mean_of_known(std::span<const double> values) {
    double sum = 0.0;
    std::size_t count = 0;
    for (const double value : values) {
        if (!std::isnan(value)) {
            sum += value;
            ++count;
        }
    }
    return count != 0 ? sum / static_cast<double>(count) : std::numeric_limits<double>::quiet_NaN();
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
