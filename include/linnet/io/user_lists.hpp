// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/io/blank_separated.hpp>
#include <linnet/io/byte_source.hpp>
#include <linnet/io/delimited_reader.hpp>
#include <linnet/log/interactions.hpp>

namespace linnet::inline LINNET_ISA {

/// How lists of items are read.
struct UserListOptions {
    bool order_as_timestamp = false; ///< the items are in order of time: their positions, from 0, become timestamps
    OpenFile open = nullptr;         ///< opens the file, see DelimitedFormat
};

/// What happened to the lines of a file of lists: `lines == lists + users_without_items.size() + empty_lines`.
struct UserListReport {
    std::size_t lines = 0;
    std::size_t lists = 0; ///< lines with at least one item
    std::size_t interactions = 0;
    std::size_t empty_lines = 0;
    std::vector<std::string> users_without_items{}; ///< one for each line; the log does not have them
};

/// Reads a log from lines `user item item ...`, separated by blanks or tabs, as LightGCN, NGCF and S3-Rec use them. If
/// a user has several lines, their items form one list in the order of the file. There are no ratings.
/// Throws DataError if the file cannot be read, BadLine for a line of more than 16 MiB.
[[nodiscard]] Interactions read_user_lists(const std::string& path, const UserListOptions& options = {},
                                           UserListReport* report = nullptr);

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION Interactions read_user_lists(const std::string& path, const UserListOptions& options,
                                                           UserListReport* report) {
    DelimitedReader reader{path, detail::blank_separated(options.open)};
    Interactions log;
    UserListReport result;
    std::vector<std::uint64_t> next; // the position of a user's next item, by the code of the user
    std::string user;
    while (reader.next()) {
        const std::size_t before = log.size();
        bool any = false;
        detail::for_each_word(reader, [&](std::string_view word) {
            if (!any) {
                any = true;
                user = word;
                return true;
            }
            log.users.push_back(user);
            log.items.push_back(word);
            if (options.order_as_timestamp) {
                next.resize(log.users.distinct());
                log.timestamps.push_back(static_cast<std::int64_t>(next[log.users.code(log.size() - 1)]++));
            }
            return true;
        });
        if (!any) {
            ++result.empty_lines;
        } else if (log.size() == before) {
            result.users_without_items.push_back(user);
        } else {
            ++result.lists;
        }
    }
    if (report != nullptr) {
        result.lines = reader.lines();
        result.interactions = log.size();
        result.empty_lines += reader.empty_lines();
        *report = std::move(result);
    }
    return log;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
