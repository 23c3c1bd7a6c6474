// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/selected.hpp>
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

/// For each row of a column, the position of its id among all ids in order.
[[nodiscard]] std::vector<std::uint64_t> id_keys(const StringColumn& column);

/// The rows of a log ordered by user, then time, then item, then position.
[[nodiscard]] std::vector<std::size_t> order_of_histories(const Interactions& log);

} // namespace detail

/// Keeps the last interaction of each user for the test and the one before for validation, and trains on the rest.
/// Users with fewer than three interactions are only trained on. The interactions of a user are ordered by time, or by
/// position in a log without timestamps. Those of equal time are ordered by item: ids made of digits by their number,
/// then other ids byte by byte. Each of the three results is ordered by users (as items are), then by their
/// interactions. As each user is cut at a time of their own, some users are trained on later interactions than others
/// are tested on; see `check_split`. O(rows).
/// Throws DataError if the columns of the log differ in length.
/// Source: He, Liao, Zhang, Nie, Hu, Chua, "Neural collaborative filtering", WWW 2017, section 4.1.
[[nodiscard]] LogSplit leave_one_out(const Interactions& log);

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>
#include <numeric>

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION bool id_before(std::string_view a, std::string_view b) {
    constexpr std::string_view digits = "0123456789";
    const auto is_number = [&](std::string_view id) {
        return !id.empty() && id.find_first_not_of(digits) == std::string_view::npos;
    };
    const bool number = is_number(a);
    if (number != is_number(b)) {
        return number;
    }
    if (number) {
        const std::string_view of_a = a.substr(std::min(a.find_first_not_of('0'), a.size()));
        const std::string_view of_b = b.substr(std::min(b.find_first_not_of('0'), b.size()));
        if (of_a != of_b) {
            return of_a.size() != of_b.size() ? of_a.size() < of_b.size() : of_a < of_b;
        }
    }
    return a < b;
}

LINNET_COLD LINNET_DEFINITION std::vector<std::uint64_t> id_keys(const StringColumn& column) {
    std::vector<std::uint32_t> codes(column.distinct());
    std::iota(codes.begin(), codes.end(), 0U);
    std::sort(codes.begin(), codes.end(),
              [&](std::uint32_t a, std::uint32_t b) { return id_before(column.string(a), column.string(b)); });
    std::vector<std::uint64_t> place_of_code(codes.size());
    for (std::size_t place = 0; place < codes.size(); ++place) {
        place_of_code[codes[place]] = place;
    }
    std::vector<std::uint64_t> keys(column.size());
    for (std::size_t row = 0; row < keys.size(); ++row) {
        keys[row] = place_of_code[column.code(row)];
    }
    return keys;
}

LINNET_COLD LINNET_DEFINITION std::vector<std::size_t> order_of_histories(const Interactions& log) {
    std::vector<std::size_t> order(log.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (const auto& keys : {id_keys(log.items), time_keys(log), id_keys(log.users)}) { // each sort is stable
        order = selected(order, sorted_order(selected(keys, order)));
    }
    return order;
}

} // namespace detail

LINNET_COLD LINNET_DEFINITION LogSplit leave_one_out(const Interactions& log) {
    detail::check_columns("leave_one_out", log);
    const std::vector<std::size_t> order = detail::order_of_histories(log);
    std::vector<std::size_t> train, validation, test;
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        while (end < order.size() && log.users.code(order[end]) == log.users.code(order[begin])) {
            ++end;
        }
        const std::size_t train_end = end - begin < 3 ? end : end - 2;
        for (std::size_t i = begin; i < end; ++i) {
            (i < train_end ? train : i == train_end ? validation : test).push_back(order[i]);
        }
    }
    return {select_rows(log, train), select_rows(log, validation), select_rows(log, test)};
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
