// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/frame/string_pool.hpp>

namespace linnet::inline LINNET_ISA {

/// A column of strings that repeat, such as the users of a log. Each distinct string is kept once, and each row is a
/// code of 4 bytes. Codes count from 0 in order of first appearance.
class StringColumn {
public:
    /// Throws DataError beyond 2^32 - 3 distinct strings. Invalidates views returned earlier.
    void push_back(std::string_view string) { codes_.push_back(strings_.add(string)); }

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
