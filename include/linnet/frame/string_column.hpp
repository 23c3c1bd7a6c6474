// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/frame/string_pool.hpp>

namespace linnet::inline LINNET_ISA {

/// A column of strings that repeat, such as the users of a log. Each distinct string is kept once, and each row is a
/// code of 4 bytes. Codes count from 0 in order of first appearance.
class StringColumn {
public:
    /// Throws DataError beyond 2^32 - 3 distinct strings. Invalidates views returned earlier.
    void push_back(std::string_view string) { codes_.push_back(strings_.add(string)); }
    /// Appends many rows, which takes less time than one by one. The strings must not be views of this column. Throws
    /// what `push_back` throws, and then the column has some of the strings but none of the rows.
    void append(const std::string_view* strings, std::size_t count);
    /// Appends the rows of another column, or of this one. Each distinct string is looked up once. Throws as above.
    void append(const StringColumn& other);

    /// The given rows, in the given order; rows may repeat. Strings of other rows are left out, and codes count anew.
    /// O(rows); at most 4 bytes for each distinct string of this column, another 4 for each of the result, and a bit
    /// for each thread while it runs. The result does not depend on the executor. requires: each row is below `size()`
    [[nodiscard]] StringColumn selected(std::span<const std::size_t> rows, Executor* executor = nullptr) const;

    /// The number of rows.
    [[nodiscard]] std::size_t size() const { return codes_.size(); }
    [[nodiscard]] bool empty() const { return codes_.empty(); }

    /// The string of a row. requires: row < size()
    [[nodiscard]] std::string_view operator[](std::size_t row) const { return strings_[codes_[row]]; }

    /// The code of a row. requires: row < size()
    [[nodiscard]] std::uint32_t code(std::size_t row) const { return codes_[row]; }
    /// The codes of all rows.
    [[nodiscard]] std::span<const std::uint32_t> codes() const { return codes_; }

    /// The number of distinct strings.
    [[nodiscard]] std::size_t distinct() const { return strings_.size(); }
    /// The string that a code stands for. requires: code < distinct()
    [[nodiscard]] std::string_view string(std::uint32_t code) const { return strings_[code]; }

    void reserve(std::size_t rows) { codes_.reserve(rows); }

    /// Whether both have the same strings in the same rows.
    [[nodiscard]] bool operator==(const StringColumn&) const = default;

private:
    detail::StringPool strings_;
    std::vector<std::uint32_t> codes_;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>

#include <linnet/core/parts.hpp>

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION void StringColumn::append(const std::string_view* strings, std::size_t count) {
    const std::size_t before = size();
    codes_.resize(before + count);
    try {
        strings_.add(strings, count, codes_.data() + before);
    } catch (...) {
        codes_.resize(before);
        throw;
    }
}

LINNET_HOT LINNET_DEFINITION void StringColumn::append(const StringColumn& other) {
    std::vector<std::uint32_t> codes(other.distinct());
    for (std::uint32_t code = 0; code < codes.size(); ++code) {
        codes[code] = &other == this ? code : strings_.add(other.string(code));
    }
    const std::size_t rows = other.size(); // of this column, too
    codes_.reserve(size() + rows);
    for (std::size_t row = 0; row < rows; ++row) {
        codes_.push_back(codes[other.codes_[row]]);
    }
}

LINNET_HOT LINNET_DEFINITION StringColumn StringColumn::selected(std::span<const std::size_t> rows,
                                                                 Executor* executor) const {
    StringColumn result;
    if (rows.size() < distinct() / 16) { // a table of all codes would cost more than looking up so few strings
        for (const std::size_t row : rows) {
            result.push_back((*this)[row]);
        }
        return result;
    }
    result.codes_.resize(rows.size());
    // Each part of the rows lists its strings in order of first appearance; part by part, they get their new codes.
    const detail::Parts parts{executor, rows.size(), 4096};
    const std::size_t longest = std::min(distinct(), rows.size() / parts.size() + 1);
    std::vector<std::uint32_t> lists(parts.size() * longest);
    std::vector<std::size_t> lengths(parts.size());
    parts.run(16, [&](std::size_t part, std::size_t begin, std::size_t end) {
        std::vector<std::uint32_t> seen(distinct() / 32 + 1); // bits
        std::uint32_t* next = lists.data() + part * longest;
        for (std::size_t i = begin; i < end; ++i) {
            const std::uint32_t code = codes_[rows[i]];
            const std::uint32_t bit = std::uint32_t{1} << code % 32;
            result.codes_[i] = code;
            if ((seen[code / 32] & bit) == 0) {
                seen[code / 32] |= bit;
                *next++ = code;
            }
        }
        lengths[part] = static_cast<std::size_t>(next - lists.data()) - part * longest;
    });
    std::vector<std::uint32_t> new_codes(distinct(), detail::StringPool::none);
    std::uint32_t kept = 0; // moved to the front of all lists
    for (std::size_t part = 0; part < parts.size(); ++part) {
        for (std::size_t i = part * longest; i < part * longest + lengths[part]; ++i) {
            const std::uint32_t code = lists[i];
            if (new_codes[code] == detail::StringPool::none) {
                new_codes[code] = kept;
                lists[kept++] = code;
            }
        }
    }
    lists.resize(kept);
    result.strings_ = detail::StringPool::of(strings_, lists, executor);
    for_each_share(executor, rows.size(), 1, 8, [&](std::size_t first, std::size_t count) {
        for (std::size_t i = first; i < first + count; ++i) {
            result.codes_[i] = new_codes[result.codes_[i]];
        }
    });
    return result;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
