// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/frame/string_pool.hpp>
#include <linnet/log/interaction_rows.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/log/user_items.hpp>

namespace linnet::inline LINNET_ISA {

/// What may make the results of a test better, or worse, than they should be. Converts to true if anything does.
struct SplitWarning {
    std::size_t shared_pairs = 0;  ///< distinct pairs of user and item in test that are also in train
    std::size_t unknown_users = 0; ///< distinct users of test that train lacks
    std::size_t unknown_items = 0; ///< distinct items of test that train lacks
    std::size_t older_rows = 0;    ///< rows of test older than the newest of train: the model knows their future

    /// Whether test contains interactions that were trained on.
    [[nodiscard]] bool overlaps() const { return shared_pairs != 0; }
    /// Whether train contains interactions that are newer than some of test.
    [[nodiscard]] bool leaks_time() const { return older_rows != 0; }
    explicit operator bool() const { return shared_pairs + unknown_users + unknown_items + older_rows != 0; }

    /// One sentence that counts the findings; empty if there are none.
    [[nodiscard]] std::string message() const;
};

namespace detail {

/// For each code of `column`, the code of the same string in `known`, or StringPool::none.
[[nodiscard]] std::vector<std::uint32_t> codes_in(const StringColumn& known, const StringColumn& column);

} // namespace detail

/// Compares a test (or validation) set with the training set. Times are compared if both logs have them.
/// O(rows log rows of a user). Throws DataError if the columns of a log differ in length.
[[nodiscard]] SplitWarning check_split(const Interactions& train, const Interactions& test);

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION std::string SplitWarning::message() const {
    std::string result;
    const auto say = [&](std::size_t count, std::string_view one, std::string_view many) {
        if (count != 0) {
            detail::append(result, {result.empty() ? "test has " : ", ", count, " ", count == 1 ? one : many});
        }
    };
    say(shared_pairs, "pair of user and item that is also in train", "pairs of user and item that are also in train");
    say(unknown_users, "user unknown to train", "users unknown to train");
    say(unknown_items, "item unknown to train", "items unknown to train");
    say(older_rows, "row older than the newest of train", "rows older than the newest of train");
    return result;
}

namespace detail {

LINNET_COLD LINNET_DEFINITION std::vector<std::uint32_t> codes_in(const StringColumn& known,
                                                                  const StringColumn& column) {
    StringPool pool; // numbers its strings as the column numbers its codes
    for (std::uint32_t code = 0; code < known.distinct(); ++code) {
        pool.add(known.string(code));
    }
    std::vector<std::uint32_t> codes(column.distinct());
    for (std::uint32_t code = 0; code < column.distinct(); ++code) {
        codes[code] = pool.find(column.string(code));
    }
    return codes;
}

} // namespace detail

LINNET_COLD LINNET_DEFINITION SplitWarning check_split(const Interactions& train, const Interactions& test) {
    detail::check_columns("check_split, train", train);
    detail::check_columns("check_split, test", test);
    const std::vector<std::uint32_t> user_codes = detail::codes_in(train.users, test.users);
    const std::vector<std::uint32_t> item_codes = detail::codes_in(train.items, test.items);
    const auto unknown = [](const std::vector<std::uint32_t>& codes) {
        return static_cast<std::size_t>(std::count(codes.begin(), codes.end(), detail::StringPool::none));
    };
    SplitWarning warning{.unknown_users = unknown(user_codes), .unknown_items = unknown(item_codes)};

    std::vector<row_id> users; // for each row of test whose user and item train knows, in the codes of train
    std::vector<row_id> items;
    for (std::size_t row = 0; row < test.size(); ++row) {
        const std::uint32_t user = user_codes[test.users.code(row)];
        const std::uint32_t item = item_codes[test.items.code(row)];
        if (user != detail::StringPool::none && item != detail::StringPool::none) {
            users.push_back(user);
            items.push_back(item);
        }
    }
    const UserItems trained{train.users.codes(), train.items.codes(), train.users.distinct(), train.items.distinct()};
    const UserItems tested{users, items, train.users.distinct(), train.items.distinct()};
    for (std::size_t user = 0; user < tested.users(); ++user) {
        for (const row_id item : tested.of(user)) {
            warning.shared_pairs += trained.contains(user, item) ? std::size_t{1} : std::size_t{0};
        }
    }

    if (train.has_timestamps()) {
        const std::int64_t newest = *std::max_element(train.timestamps.begin(), train.timestamps.end());
        for (const std::int64_t time : test.timestamps) {
            warning.older_rows += time < newest ? std::size_t{1} : std::size_t{0};
        }
    }
    return warning;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
