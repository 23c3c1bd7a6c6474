// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Says who had what. Made from a pointer to any log with `of(user)` and `items()`, such as UserItems, which must
/// outlive it.
class KnownItems {
public:
    KnownItems() = default;
    template <class Log>
        requires requires(const Log& log) {
            { log.of(row_id{}) } -> std::convertible_to<std::span<const row_id>>;
            { log.items() } -> std::convertible_to<std::size_t>;
        }
    KnownItems(const Log* log) // NOLINT(google-explicit-constructor)
        : log_{log}, of_{[](const void* any, row_id user) -> std::span<const row_id> {
              return static_cast<const Log*>(any)->of(user);
          }},
          items_{[](const void* any) -> std::size_t { return static_cast<const Log*>(any)->items(); }} {}

    [[nodiscard]] bool empty() const { return log_ == nullptr; }
    [[nodiscard]] std::span<const row_id> of(row_id user) const { return of_(log_, user); }
    [[nodiscard]] std::size_t items() const { return log_ == nullptr ? 0 : items_(log_); }

private:
    const void* log_ = nullptr;
    std::span<const row_id> (*of_)(const void*, row_id) = nullptr;
    std::size_t (*items_)(const void*) = nullptr;
};

/// The ids of the users of a batch, by which it is known what they had. None if `User` is no id; throws SettingError,
/// in the name of the loss, if something is known nevertheless.
template <Feature User, class BatchType>
[[nodiscard]] std::span<const row_id> users_of(const BatchType& batch, const KnownItems& known, std::string_view loss) {
    if constexpr (SingleIdFeature<User>) {
        return batch.template column<User>();
    } else {
        if (!known.empty()) {
            fail<SettingError>({loss, ": what users had is known by their ids, and '", User::name, "' is none"});
        }
        return {};
    }
}

/// Finds the rows of a batch whose items a user had. It does so without a branch for each row, because no processor
/// could predict such branches. Lives in scratch memory.
class KnownRows {
public:
    LINNET_HOT KnownRows(const KnownItems& known, std::span<const row_id> items, std::size_t shares,
                         std::vector<std::uint32_t>& memory)
        : known_{known}, rows_{items.size()} {
        if (known.empty()) {
            return;
        }
        const std::size_t table = known.items();
        const std::size_t needed = table + rows_ + shares * marks_of_share();
        if (memory.size() < needed) {
            memory.resize(needed);
        }
        numbers_of_items_ = memory.data();
        numbers_of_rows_ = numbers_of_items_ + table;
        marks_ = numbers_of_rows_ + rows_;
        std::fill_n(numbers_of_items_, table, not_in_batch);
        std::fill_n(marks_, shares * marks_of_share(), 0U);
        std::uint32_t next = not_in_log + 1;
        for (std::size_t row = 0; row < rows_; ++row) {
            if (items[row] >= table) {
                numbers_of_rows_[row] = not_in_log;
                continue;
            }
            std::uint32_t& number = numbers_of_items_[items[row]];
            next += number == not_in_batch ? 1 : 0;
            number = number == not_in_batch ? next - 1 : number;
            numbers_of_rows_[row] = number;
        }
    }

    /// Sets logits[j] to `instead` for the rows j whose item the user of row i had.
    template <class T>
    LINNET_INLINE void leave_out(std::size_t i, row_id user, std::size_t share, T instead, T* logits) const {
        if (known_.empty()) {
            return;
        }
        std::uint32_t* const marks = marks_ + share * marks_of_share();
        const auto mark = static_cast<std::uint32_t>(i + 1);
        for (const row_id item : known_.of(user)) {
            marks[numbers_of_items_[item]] = mark;
        }
        for (std::size_t j = 0; j < rows_; ++j) {
            logits[j] = marks[numbers_of_rows_[j]] == mark ? instead : logits[j];
        }
    }

private:
    static constexpr std::uint32_t not_in_batch = 0;
    static constexpr std::uint32_t not_in_log = 1; // a number that is never marked

    /// One mark for each number, and a cache line between the shares of different threads.
    [[nodiscard]] std::size_t marks_of_share() const { return rows_ + 2 + 16; }

    const KnownItems& known_;
    std::size_t rows_;
    std::uint32_t* numbers_of_items_ = nullptr; ///< the number of each item that is in the batch
    std::uint32_t* numbers_of_rows_ = nullptr;  ///< for each row, the number of its item
    std::uint32_t* marks_ = nullptr;
};

} // namespace linnet::inline LINNET_ISA::detail
