// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <linnet/linnet.hpp>

namespace shop {

namespace ln = linnet;

inline constexpr std::uint16_t minutes_of_day = 24 * 60;

/// A time of day, in minutes since midnight: a feature whose column is one of its own.
template <ln::FixedString Name>
struct Hour {
    static constexpr std::string_view name = Name.view();

    /// `batch` minutes.
    template <class T>
    using column = std::span<const std::uint16_t>;

    class store {
    public:
        using value = std::uint16_t;

        std::vector<std::uint16_t> minutes;

        [[nodiscard]] std::size_t size() const { return minutes.size(); }
        static void check_value(std::uint16_t minute) {
            if (minute >= minutes_of_day) {
                throw ln::SettingError{"feature '" + std::string{name} + "': there is no minute " +
                                       std::to_string(minute) + " of a day"};
            }
        }
        void add(std::uint16_t minute) {
            check_value(minute);
            minutes.push_back(minute);
        }
        void add_row(const store& from, std::size_t row) { minutes.push_back(from.minutes[row]); }
        void check() const {
            for (const std::uint16_t minute : minutes) {
                check_value(minute);
            }
        }

        template <class T>
        class Buffer {
        public:
            void reserve(std::size_t batch) { minutes_.reserve(batch); }
            template <class RowAt>
            std::span<const std::uint16_t> gather(const store& from, std::size_t count, const RowAt& row_at) {
                minutes_.resize(count);
                for (std::size_t i = 0; i < count; ++i) {
                    minutes_[i] = from.minutes[row_at(i)];
                }
                return minutes_;
            }

        private:
            std::vector<std::uint16_t> minutes_;
        };
    };

    /// Of "18:30"; an empty string is midnight.
    static std::uint16_t parse(std::string_view text) {
        if (text.empty()) {
            return 0;
        }
        const std::size_t colon = text.find(':');
        const auto number = [&](std::string_view digits, unsigned below) {
            unsigned result = below;
            const char* const end = digits.data() + digits.size();
            const auto read = std::from_chars(digits.data(), end, result);
            if (read.ec != std::errc{} || read.ptr != end || result >= below) {
                throw ln::DataError{"'" + std::string{text} + "' is no time of day"};
            }
            return result;
        };
        const unsigned hours = number(text.substr(0, colon), 24);
        const unsigned minutes = colon == std::string_view::npos ? 0 : number(text.substr(colon + 1), 60);
        return static_cast<std::uint16_t>(60 * hours + minutes);
    }

    static std::uint16_t random_value(const ln::Random& random, std::size_t row) {
        return static_cast<std::uint16_t>(random.below(minutes_of_day, row));
    }
};

} // namespace shop
