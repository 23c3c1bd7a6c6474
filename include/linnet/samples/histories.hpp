// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/sorted_order.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/frame/string_pool.hpp>
#include <linnet/log/interaction_rows.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/encode.hpp>
#include <linnet/samples/vocabularies.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// The rows of a log by owner, then by time; those of one time in their order. `owners` has a number for each row.
[[nodiscard]] std::vector<std::size_t> order_by_owner(const std::vector<std::uint64_t>& times,
                                                      std::span<const std::uint32_t> owners);

/// Where in an order by owner the rows of each owner start, and where the last ones end.
[[nodiscard]] std::vector<std::uint64_t> starts_of(std::span<const std::uint32_t> owners, std::size_t count);

/// The items of a log as ids of a sequence, row after row in the order given; no samples yet.
template <SequenceFeature Seen>
[[nodiscard]] LINNET_COLD ColumnStore<Seen> items_in_order(const Interactions& log, const Vocabulary& vocabulary,
                                                           const std::vector<std::size_t>& order) {
    const std::vector<row_id> items = find_known_rows(log.items, vocabulary, Seen::name, "histories");
    ColumnStore<Seen> column;
    column.encoded_by = vocabulary.fingerprint();
    column.ids.reserve(order.size());
    for (const std::size_t row : order) {
        column.ids.push_back(items[row]);
    }
    return column;
}

/// For each distinct user of a log the user of that name in another; `other.distinct()` for those it lacks.
[[nodiscard]] std::vector<std::uint32_t> same_users(const StringColumn& users, const StringColumn& other);

} // namespace detail

/// For each interaction of `log` what its user had in `past` before it, oldest first, as the column of a Sequence. Only
/// what is strictly earlier counts, so that no sample knows of itself, of what came later or of what came at the same
/// time. Items are rows of the vocabulary of `Seen`, which is that of the item's feature where they share a table, and
/// row 0 where unknown. All of a user's past is there; a batch has the last `Seen::max_length` of it. O(rows), in time
/// and memory, as the histories of a user are parts of one list. For a test, `past` may hold the training log, too.
/// Throws DataError if the columns of a log differ in length, or a log has no timestamps; SettingError if the
/// vocabulary is empty or has none of several items.
/// Source: the data augmentation of RecBole's sequential data sets.
template <SequenceFeature Seen, class All, class Places>
[[nodiscard]] LINNET_COLD ColumnStore<Seen>
histories(const Interactions& log, const detail::VocabularySet<All, Places>& vocabularies, const Interactions& past) {
    for (const Interactions* const one : {&log, &past}) {
        detail::check_columns("histories", *one);
        if (!one->has_timestamps() && !one->empty() && &log != &past) {
            detail::fail<DataError>({"histories: of two logs, both need timestamps to tell what came before"});
        }
    }
    const std::vector<std::uint64_t> past_times = detail::time_keys(past);
    const std::vector<std::size_t> order = detail::order_by_owner(past_times, past.users.codes());
    auto column = detail::items_in_order<Seen>(past, vocabularies.template of<Seen>(), order);
    const std::vector<std::uint64_t> starts = detail::starts_of(past.users.codes(), past.users.distinct());
    const std::vector<std::uint32_t> user_of_code = detail::same_users(log.users, past.users);
    const std::vector<std::uint64_t> times = detail::time_keys(log);
    std::vector<std::uint64_t> next(starts); // in the order: the first that is not before the row that is looked at
    column.ranges.resize(log.size());
    for (const std::size_t row : sorted_order(times)) {
        const std::uint32_t user = user_of_code[log.users.code(row)];
        if (user < past.users.distinct()) {
            while (next[user] < starts[user + 1] && past_times[order[next[user]]] < times[row]) {
                ++next[user];
            }
            column.ranges[row] = {starts[user], next[user]};
        }
    }
    return column;
}

/// The same of one log: each interaction's own past. Without timestamps, rows are in the order of time.
template <SequenceFeature Seen, class All, class Places>
[[nodiscard]] LINNET_COLD ColumnStore<Seen> histories(const Interactions& log,
                                                      const detail::VocabularySet<All, Places>& vocabularies) {
    return histories<Seen>(log, vocabularies, log);
}

/// What each user had by the end of a log, oldest first: sample `r` describes row `r` of the users' vocabulary, as the
/// user side of `recommend` and ModelScorer does. Row 0 stands for many and has nothing. Interactions of one time come
/// in their order. O(rows). Throws what `histories` of one log throws.
template <SequenceFeature Seen, class All, class Places>
[[nodiscard]] LINNET_COLD ColumnStore<Seen> user_histories(const Interactions& log, const Vocabulary& users,
                                                           const detail::VocabularySet<All, Places>& vocabularies,
                                                           std::string_view name_of_users = "user") {
    detail::check_columns("histories", log);
    const std::vector<row_id> rows = detail::find_known_rows(log.users, users, name_of_users, "histories");
    const auto order = detail::order_by_owner(detail::time_keys(log), rows);
    auto column = detail::items_in_order<Seen>(log, vocabularies.template of<Seen>(), order);
    const std::vector<std::uint64_t> starts = detail::starts_of(rows, users.size());
    column.ranges.resize(users.size());
    for (std::size_t user = 1; user < users.size(); ++user) {
        column.ranges[user] = {starts[user], starts[user + 1]};
    }
    return column;
}

/// As above, where the network reads the user, too, and so has a vocabulary of users.
template <SequenceFeature Seen, IdFeature User, class All, class Places>
[[nodiscard]] LINNET_COLD ColumnStore<Seen> user_histories(const Interactions& log,
                                                           const detail::VocabularySet<All, Places>& vocabularies) {
    return user_histories<Seen>(log, vocabularies.template of<User>(), vocabularies, User::name);
}

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION std::vector<std::size_t> order_by_owner(const std::vector<std::uint64_t>& times,
                                                                      std::span<const std::uint32_t> owners) {
    const std::vector<std::size_t> by_time = sorted_order(times);
    std::vector<std::uint64_t> owners_in_time(by_time.size());
    for (std::size_t i = 0; i < by_time.size(); ++i) {
        owners_in_time[i] = owners[by_time[i]];
    }
    std::vector<std::size_t> order = sorted_order(owners_in_time); // stable
    for (std::size_t& position : order) {
        position = by_time[position];
    }
    return order;
}

LINNET_COLD LINNET_DEFINITION std::vector<std::uint64_t> starts_of(std::span<const std::uint32_t> owners,
                                                                   std::size_t count) {
    std::vector<std::uint64_t> starts(count + 1);
    for (const std::uint32_t owner : owners) {
        ++starts[owner + 1];
    }
    for (std::size_t owner = 0; owner < count; ++owner) {
        starts[owner + 1] += starts[owner];
    }
    return starts;
}

LINNET_COLD LINNET_DEFINITION std::vector<std::uint32_t> same_users(const StringColumn& users,
                                                                    const StringColumn& other) {
    StringPool pool;
    for (std::uint32_t code = 0; code < other.distinct(); ++code) {
        pool.add(other.string(code));
    }
    std::vector<std::uint32_t> result(users.distinct());
    for (std::uint32_t code = 0; code < users.distinct(); ++code) {
        const std::uint32_t found = pool.find(users.string(code));
        result[code] = found == StringPool::none ? static_cast<std::uint32_t>(other.distinct()) : found;
    }
    return result;
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
