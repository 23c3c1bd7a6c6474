// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// The time that a text stands for, or none if it is none of these:
///
/// - an integer of 64 bits, which is returned as it is, whatever its unit;
/// - a decimal number of seconds, such as `1500000000.75`, rounded down: `-0.5` is -1;
/// - a date, a time and an offset of ISO 8601, as whole seconds since 1970 in UTC, fractions rounded down:
///   `2017-07-14`, `2017-07-14T02:40`, `2017-07-14 02:40:00.125`, `2017-07-14T02:40:00Z`, `2017-07-14T04:40:00+02:00`,
///   also `+0200` and `+02`. Without an offset it is in UTC, without a time it is midnight. Years have four digits and
///   are 1 to 9999 of the Gregorian calendar; neither hour 24 nor second 60 is accepted.
///
/// A date without hyphens, `20170714`, is an integer. Blanks before or behind are not accepted.
/// Source: ISO 8601-1:2019, extended format; RFC 3339, which allows the blank.
[[nodiscard]] std::optional<std::int64_t> parse_timestamp(std::string_view text);

namespace detail {

/// What is wrong with a text that is no timestamp, for a message.
inline constexpr std::string_view no_timestamp =
    " is neither a 64-bit number of seconds nor a date and time such as 2017-07-14T02:40:00Z";

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <charconv>
#include <cstddef>
#include <limits>
#include <system_error>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// Reads a date and time from left to right. Each function returns whether what it looks for comes next, and skips it.
class TimestampText {
public:
    explicit TimestampText(std::string_view text) : rest_{text} {}

    [[nodiscard]] bool done() const { return rest_.empty(); }

    [[nodiscard]] bool any_of(std::string_view characters) {
        if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) {
            return false;
        }
        rest_.remove_prefix(1);
        return true;
    }
    /// Exactly `count` digits that make a number from `least` to `most`.
    [[nodiscard]] bool number(std::size_t count, int least, int most, int& value) {
        if (rest_.size() < count) {
            return false;
        }
        int read = 0;
        for (const char c : rest_.substr(0, count)) {
            if (c < '0' || c > '9') {
                return false;
            }
            read = 10 * read + (c - '0');
        }
        rest_.remove_prefix(count);
        value = read;
        return least <= read && read <= most;
    }
    /// At least one digit. Tells whether one of them is not 0.
    [[nodiscard]] bool fraction(bool& nonzero) {
        const std::size_t count = rest_.find_first_not_of("0123456789");
        const std::string_view digits = rest_.substr(0, count);
        nonzero = digits.find_first_not_of('0') != std::string_view::npos;
        rest_.remove_prefix(digits.size());
        return !digits.empty();
    }

private:
    std::string_view rest_;
};

/// What std::chrono::sys_days counts; <chrono> would cost every program a twentieth of its compile time.
/// Source: H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
[[nodiscard]] inline std::int64_t days_since_1970(int year, int month, int day) {
    const int years = month > 2 ? year : year - 1; // years begin in March, so leap days end them
    const int day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    return std::int64_t{365} * years + years / 4 - years / 100 + years / 400 + day_of_year - 719468;
}

[[nodiscard]] inline bool read_iso_8601(std::string_view text, std::int64_t& seconds) {
    TimestampText at{text};
    int year = 0;
    int month = 0;
    int day = 0;
    if (!at.number(4, 1, 9999, year) || !at.any_of("-") || !at.number(2, 1, 12, month) || !at.any_of("-") ||
        !at.number(2, 1, 31, day)) {
        return false;
    }
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (day > (month == 2 ? (leap ? 29 : 28) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31)) {
        return false;
    }
    int hour = 0;
    int minute = 0;
    int second = 0;
    int offset = 0;
    if (!at.done()) {
        if (!at.any_of("Tt ") || !at.number(2, 0, 23, hour) || !at.any_of(":") || !at.number(2, 0, 59, minute)) {
            return false;
        }
        bool nonzero = false;
        if (at.any_of(":") && (!at.number(2, 0, 59, second) || (at.any_of(".,") && !at.fraction(nonzero)))) {
            return false;
        }
        const bool ahead = at.any_of("+");
        if (ahead || at.any_of("-")) {
            int hours = 0;
            int minutes = 0;
            if (!at.number(2, 0, 23, hours)) {
                return false;
            }
            if (!at.done()) {
                static_cast<void>(at.any_of(":"));
                if (!at.number(2, 0, 59, minutes)) {
                    return false;
                }
            }
            offset = (ahead ? 60 : -60) * (60 * hours + minutes);
        } else {
            static_cast<void>(at.any_of("Zz"));
        }
    }
    seconds = 86400 * days_since_1970(year, month, day) + 3600 * hour + 60 * minute + second - offset;
    return at.done();
}

[[nodiscard]] inline bool read_decimal(std::string_view text, std::int64_t& seconds) {
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, seconds);
    if (error != std::errc{} || stop == end) {
        return error == std::errc{};
    }
    TimestampText rest{text.substr(static_cast<std::size_t>(stop - text.data()))};
    bool nonzero = false;
    if (!rest.any_of(".") || !rest.fraction(nonzero) || !rest.done()) {
        return false;
    }
    if (nonzero && text.front() == '-') {
        if (seconds == std::numeric_limits<std::int64_t>::min()) {
            return false;
        }
        --seconds;
    }
    return true;
}

} // namespace detail

LINNET_DEFINITION std::optional<std::int64_t> parse_timestamp(std::string_view text) {
    std::int64_t seconds = 0;
    const bool good = detail::read_decimal(text, seconds) || detail::read_iso_8601(text, seconds);
    return good ? std::optional{seconds} : std::nullopt;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
