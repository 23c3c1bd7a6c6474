// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/bad_line.hpp>
#include <linnet/io/delimited_reader.hpp>
#include <linnet/io/timestamp.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Whether a decimal number that is out of range is too small rather than too large.
[[nodiscard]] bool is_tiny(std::string_view number);

/// Reads a number that takes up a whole text, without blanks or a plus sign. A float that is too small becomes zero.
/// Returns result_out_of_range if it is too large, and invalid_argument if it is not a number or not finite; `value` is
/// unchanged then.
template <class Number>
[[nodiscard]] std::errc read_number(std::string_view text, Number& value) {
    const char* const end = text.data() + text.size();
    Number read{};
    const auto [stop, error] = std::from_chars(text.data(), end, read);
    if (stop != end || (error != std::errc{} && error != std::errc::result_out_of_range)) {
        return std::errc::invalid_argument;
    }
    if constexpr (std::is_floating_point_v<Number>) {
        if (error != std::errc{} && is_tiny(text)) {
            value = text[0] == '-' ? -Number{0} : Number{0};
            return {};
        }
        if (!std::isfinite(read)) {
            return std::errc::invalid_argument;
        }
    }
    if (error == std::errc{}) {
        value = read;
    }
    return error;
}

/// Whether a text is a number, which is then written to `value`. See `read_number`.
template <class Number>
[[nodiscard]] bool is_number(std::string_view text, Number& value) {
    return read_number(text, value) == std::errc{};
}

/// The number in a field. Throws BadLine, naming `what` it should be, if the field is not a number.
template <class Number>
[[nodiscard]] Number field_number(const DelimitedReader& reader, std::string_view field, std::string_view what) {
    Number value{};
    if (const std::errc error = read_number(field, value); error != std::errc{}) {
        constexpr bool real = std::is_floating_point_v<Number>;
        fail<BadLine>({reader.place(), "the ", what, " ", shown(field),
                       !real                                     ? " is not a 64-bit integer"
                       : error == std::errc::result_out_of_range ? " is out of the range of float"
                                                                 : " is not a finite number"});
    }
    return value;
}

/// The time in a field that is no integer; see `parse_timestamp`. Throws BadLine, naming `what` it should be.
[[nodiscard]] std::int64_t field_time(const DelimitedReader& reader, std::string_view field, std::string_view what);

/// The time in a field. Integers, which most files have, are read without a call.
[[nodiscard]] inline std::int64_t field_timestamp(const DelimitedReader& reader, std::string_view field,
                                                  std::string_view what) {
    std::int64_t value = 0;
    return is_number(field, value) ? value : field_time(reader, field, what);
}

/// Throws BadLine unless a record has `exactly` that many fields, or, if that is 0, `at_least` that many.
void check_field_count(const DelimitedReader& reader, std::size_t exactly, std::size_t at_least);

} // namespace linnet::inline LINNET_ISA::detail

#if LINNET_DEFINES

#include <algorithm>
#include <optional>

namespace linnet::inline LINNET_ISA::detail {

LINNET_COLD LINNET_DEFINITION bool is_tiny(std::string_view number) {
    const std::size_t mantissa_end = std::min(number.find_first_of("eE"), number.size());
    std::string_view digits = number.substr(mantissa_end);
    long exponent = 0;
    if (!digits.empty()) {
        digits.remove_prefix(digits.size() > 1 && digits[1] == '+' ? 2 : 1);
        if (std::from_chars(digits.data(), digits.data() + digits.size(), exponent).ec != std::errc{}) {
            return digits[0] == '-'; // so far from 1 that no mantissa that fits in memory makes up for it
        }
    }
    long place = 0; // of the first digit other than 0: 1 for ones, 0 for tenths
    bool behind_point = false;
    bool begun = false;
    for (const char c : number.substr(0, mantissa_end)) {
        behind_point = behind_point || c == '.';
        begun = begun || (c >= '1' && c <= '9');
        if (c >= '0' && c <= '9' && begun != behind_point) {
            place += begun ? 1 : -1;
        }
    }
    return exponent <= -place;
}

LINNET_DEFINITION std::int64_t field_time(const DelimitedReader& reader, std::string_view field,
                                          std::string_view what) {
    const std::optional<std::int64_t> time = parse_timestamp(field);
    if (!time) {
        fail<BadLine>({reader.place(), "the ", what, " ", shown(field), no_timestamp});
    }
    return *time;
}

LINNET_DEFINITION void check_field_count(const DelimitedReader& reader, std::size_t exactly, std::size_t at_least) {
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

#endif // LINNET_DEFINES
