// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/sorted_order.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/log/interaction_rows.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/log/log_split.hpp>
#include <linnet/log/select_rows.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// Whether an id comes before another. Ids made of digits come first, ordered by their number, then all others, byte by
/// byte.
[[nodiscard]] bool id_before(std::string_view a, std::string_view b);

/// A number that rises with the order of ids, if all of those that are not made of digits begin with the same `skipped`
/// bytes. Ids that share a number may come in any order.
[[nodiscard]] std::uint64_t id_key(std::string_view id, std::size_t skipped);
[[nodiscard]] bool is_digits(std::string_view id);
/// The digits from the first on that is not 0.
[[nodiscard]] std::string_view without_zeros(std::string_view digits);

/// For each code of a column, the position of its id among all ids in order.
[[nodiscard]] std::vector<std::uint32_t> id_places(const StringColumn& column, Executor* executor = nullptr);

/// The rows of a log ordered by user, then time, then item, then position.
[[nodiscard]] std::vector<std::size_t> order_of_histories(const Interactions& log, Executor* executor = nullptr);

} // namespace detail

/// Keeps the last interaction of each user for the test and the one before for validation, and trains on the rest.
/// Users with fewer than three interactions are only trained on. The interactions of a user are ordered by time, or by
/// position in a log without timestamps. Those of equal time are ordered by item: ids made of digits by their number,
/// then other ids byte by byte. Each of the three results is ordered by users (as items are), then by their
/// interactions. As each user is cut at a time of their own, some users are trained on later interactions than others
/// are tested on; see `check_split`. O(rows), and the ids are sorted; 16 bytes for each row and 4 for each user and
/// item beside the results while it runs. The result does not depend on the executor.
/// Throws DataError if the columns of the log differ in length.
/// Source: He, Liao, Zhang, Nie, Hu, Chua, "Neural collaborative filtering", WWW 2017, section 4.1.
[[nodiscard]] LogSplit leave_one_out(const Interactions& log, Executor* executor = nullptr);

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_DEFINITION bool is_digits(std::string_view id) {
    return !id.empty() && id.find_first_not_of("0123456789") == std::string_view::npos;
}

LINNET_DEFINITION std::string_view without_zeros(std::string_view digits) {
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

LINNET_HOT LINNET_DEFINITION bool id_before(std::string_view a, std::string_view b) {
    const bool number = is_digits(a);
    if (number != is_digits(b)) {
        return number;
    }
    if (number) {
        const std::string_view of_a = without_zeros(a);
        const std::string_view of_b = without_zeros(b);
        if (of_a != of_b) {
            return of_a.size() != of_b.size() ? of_a.size() < of_b.size() : of_a < of_b;
        }
    }
    return a < b;
}

LINNET_DEFINITION std::uint64_t id_key(std::string_view id, std::size_t skipped) {
    std::uint64_t key = 0;
    if (is_digits(id)) {
        const std::string_view digits = without_zeros(id);
        if (digits.size() > 18) {
            return std::uint64_t{1} << 62; // beyond the key of every shorter number
        }
        for (const char digit : digits) {
            key = 10 * key + static_cast<std::uint64_t>(digit - '0');
        }
        return key;
    }
    for (std::size_t i = skipped; i < skipped + 8; ++i) {
        key = key << 8 | (i < id.size() ? static_cast<unsigned char>(id[i]) : 0U);
    }
    return key >> 1 | std::uint64_t{1} << 63;
}

LINNET_HOT LINNET_DEFINITION std::vector<std::uint32_t> id_places(const StringColumn& column, Executor* executor) {
    // Most ids differ in the eight bytes after those that all of them begin with; only the others are compared.
    std::string_view prefix;
    bool any = false;
    for (std::uint32_t code = 0; code < column.distinct(); ++code) {
        const std::string_view id = column.string(code);
        if (!is_digits(id)) {
            prefix = any ? prefix : id;
            std::size_t same = 0;
            while (same < prefix.size() && same < id.size() && prefix[same] == id[same]) {
                ++same;
            }
            prefix = prefix.substr(0, same);
            any = true;
        }
    }
    std::vector<std::uint64_t> keys(column.distinct());
    for_each_share(executor, keys.size(), 1, 64, [&](std::size_t first, std::size_t count) {
        for (std::size_t code = first; code < first + count; ++code) {
            keys[code] = id_key(column.string(static_cast<std::uint32_t>(code)), prefix.size());
        }
    });
    std::vector<std::size_t> codes = sorted_order(keys, executor);
    for (std::size_t begin = 0, end = 0; begin < codes.size(); begin = end) {
        while (end < codes.size() && keys[codes[end]] == keys[codes[begin]]) {
            ++end;
        }
        if (end - begin > 1) {
            std::sort(codes.data() + begin, codes.data() + end, [&](std::size_t a, std::size_t b) {
                return id_before(column.string(static_cast<std::uint32_t>(a)),
                                 column.string(static_cast<std::uint32_t>(b)));
            });
        }
    }
    std::vector<std::uint32_t> place_of_code(codes.size());
    for (std::size_t place = 0; place < codes.size(); ++place) {
        place_of_code[codes[place]] = static_cast<std::uint32_t>(place);
    }
    return place_of_code;
}

LINNET_COLD LINNET_DEFINITION std::vector<std::size_t> order_of_histories(const Interactions& log, Executor* executor) {
    std::vector<std::size_t> order = positions(log.size(), executor);
    // Each sort is stable. Without timestamps, no two rows have equal times.
    if (log.has_timestamps()) {
        order_by(SortKeys{log.items.codes(), id_places(log.items, executor)}, order, executor);
        order_by_time(log, order, executor);
    }
    order_by(SortKeys{log.users.codes(), id_places(log.users, executor)}, order, executor);
    return order;
}

} // namespace detail

LINNET_HOT LINNET_DEFINITION LogSplit leave_one_out(const Interactions& log, Executor* executor) {
    detail::check_columns("leave_one_out", log);
    std::vector<std::size_t> order = detail::order_of_histories(log, executor);
    std::vector<std::size_t> validation, test;
    std::size_t trained = 0; // of the order, at its front
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        const std::uint32_t user = log.users.code(order[begin]);
        while (end < order.size() && log.users.code(order[end]) == user) {
            ++end;
        }
        const std::size_t train_end = end - begin < 3 ? end : end - 2;
        if (train_end != end) {
            validation.push_back(order[train_end]);
            test.push_back(order[train_end + 1]);
        }
        for (std::size_t i = begin; i < train_end; ++i) {
            order[trained++] = order[i];
        }
    }
    return {select_rows(log, std::span{order}.first(trained), executor), select_rows(log, validation, executor),
            select_rows(log, test, executor)};
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
