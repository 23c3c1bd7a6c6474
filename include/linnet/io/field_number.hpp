// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/bad_line.hpp>
#include <linnet/io/delimited_reader.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Whether all of a text is one number, finite and without blanks or a plus, which is then written to `value`.
template <class Number>
[[nodiscard]] bool is_number(std::string_view text, Number& value) {
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    bool good = error == std::errc{} && stop == end;
    if constexpr (std::is_floating_point_v<Number>) {
        good = good && std::isfinite(value);
    }
    return good;
}

/// The number in a field. Throws BadLine, naming `what` it should be, if there is none.
template <class Number>
[[nodiscard]] Number field_number(const DelimitedReader& reader, std::string_view field, std::string_view what) {
    Number value{};
    if (!is_number(field, value)) {
        constexpr bool real = std::is_floating_point_v<Number>;
        fail<BadLine>({reader.place(), "the ", what, " ", shown(field),
                       real ? " is not a finite number" : " is not a 64-bit integer"});
    }
    return value;
}

/// Throws BadLine unless a record has `exactly` as many fields, or, if that is 0, `at_least` as many.
inline void check_field_count(const DelimitedReader& reader, std::size_t exactly, std::size_t at_least) {
    const std::size_t count = reader.fields().size();
    if (exactly != 0 ? count == exactly : count >= at_least) {
        return;
    }
    std::string record;
    for (const std::string_view field : reader.fields()) {
        append(record, {record.empty() ? "" : " | ", field});
    }
    fail<BadLine>({reader.place(), count, count == 1 ? " field" : " fields", " where ", exactly != 0 ? "" : "at least ",
                   exactly != 0 ? exactly : at_least, " are needed: ", shown(record)});
}

} // namespace linnet::inline LINNET_ISA::detail
